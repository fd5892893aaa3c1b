package dev.kagimori.fob.reader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.fob.device.Fobs;
import dev.kagimori.fob.device.Make;
import dev.kagimori.fob.rack.LineFault;
import dev.kagimori.fob.rack.LineFaults;
import dev.kagimori.fob.rack.Rack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a thousand hang-ups in mid-frame leave behind, at both ends. */
@Timeout(120)
@EnabledOnOs(OS.LINUX) // counts descriptors in /proc
class HangUpsIT {
  private static final long SEED = Long.getLong("proof.seed", 61);
  private static final int TIMES = 1_000;

  /** So fast that hang-ups fall into the reading of what has just come. */
  private static final int FAST = 4_000_000;

  private static final Instant NOW = Instant.parse("2027-03-01T00:00:00Z");

  @TempDir private Path dir = Path.of("");

  @Test
  void aThousandHangUpsLeaveNoThreadAndNoDescriptor() throws IOException {
    var fobs = Fobs.random(24, Make.ALL, new Random(SEED), NOW);
    try (var rack = Rack.open(fobs, () -> NOW, dir.resolve("fobs"), FAST)) {
      var fault = LineFaults.hangUps(new Random(SEED), 1);
      hangUps(rack, fault, 50); // loads classes and libraries
      long threads = threads();
      long descriptors = descriptors();
      long longest = hangUps(rack, fault, TIMES);
      assertDownTo("threads", threads, HangUpsIT::threads);
      assertDownTo("descriptors", descriptors, HangUpsIT::descriptors);
      System.out.printf(
          "proof: %,d hang-ups in mid-frame, seed %d: longest until told and back %d ms%n",
          TIMES, SEED, longest / 1_000_000);
      assertTrue(longest < 2_000_000_000, "seed " + SEED + ": " + longest + " ns");
    }
  }

  /** The longest from the question to the first answer on the new line, in nanoseconds. */
  private static long hangUps(Rack rack, LineFault fault, int times) throws IOException {
    long longest = 0;
    for (int i = 0; i < times; i++) {
      long begun = System.nanoTime();
      rack.fault(LineFault.NONE);
      try (var reader = returned(rack)) {
        assertEquals(24, reader.hello().fobs());
        longest = Math.max(longest, System.nanoTime() - begun);
        rack.fault(fault);
        assertThrows(IOException.class, reader::list, "seed " + SEED + ", hang-up " + i);
      }
    }
    return longest;
  }

  private static RackReader returned(Rack rack) throws IOException {
    long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (true) {
      try {
        return RackReader.open(rack.line().toString(), FAST);
      } catch (IOException away) {
        if (System.nanoTime() > end) throw away;
        Thread.onSpinWait();
      }
    }
  }

  private static void assertDownTo(String what, long before, LongSupplier now) {
    long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (now.getAsLong() > before && System.nanoTime() < end) Thread.onSpinWait();
    assertEquals(before, Math.max(before, now.getAsLong()), what + ", seed " + SEED);
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("fob-"))
        .count();
  }

  /** Of terminals: the virtual machine opens files as it likes. */
  private static long descriptors() {
    try (var open = Files.list(Path.of("/proc/self/fd"))) {
      return open.filter(HangUpsIT::isTerminal).count();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean isTerminal(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString().matches("/dev/(ptmx|pts/|tty).*");
    } catch (IOException gone) {
      return false;
    }
  }
}
