package dev.kagimori.station;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.fob.rack.LineFault;
import dev.kagimori.fob.rack.LineFaults;
import dev.kagimori.fob.rack.Rack;
import dev.kagimori.station.StationException.HangUp;
import dev.kagimori.station.StationException.PortUnusable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A line that is hung up a thousand times: what it costs, and what it leaves behind. */
@Timeout(120)
@EnabledOnOs(OS.LINUX) // counts descriptors in /proc
class HangUpsIT {
  private static final long SEED = Long.getLong("proof.seed", 1_001);
  private static final int TIMES = 1_000;
  private static final int LIST = 0x82;

  /** So fast that hang-ups fall into the reading of what has just come. */
  private static final int FAST = 4_000_000;

  @TempDir private Path folder = Path.of("");

  private final long[] noticed = new long[TIMES];
  private final long[] opened = new long[TIMES];

  @Test
  void aThousandHangUpsLeaveNoThreadAndNoDescriptorAndAreMendedWithinASecond() throws IOException {
    var random = new Random(SEED);
    try (var rack =
        Rack.open(SimulatedRack.fobs(24), SimulatedRack.STANDING, folder.resolve("rack"), FAST)) {
      rack.fault(onList(LineFaults.hangUps(random, 1)));
      hangUps(rack, 50); // loads classes and libraries
      long threads = threads();
      long descriptors = descriptors();
      hangUps(rack, TIMES);
      assertDownTo("threads", threads, HangUpsIT::threads);
      assertDownTo("descriptors", descriptors, HangUpsIT::descriptors);
      rack.fault(LineFault.NONE);
      try (var station = station(rack)) {
        for (var read : station.read()) {
          assertTrue(SimulatedRack.right(rack.fob(read.serial()), read), read::toString);
        }
      }
    }
    System.out.printf(
        "proof: %,d hang-ups, seed %d: noticed after %s; closed, open again and greeted after %s%n",
        TIMES, SEED, spread(noticed), spread(opened));
    assertTrue(opened[TIMES - 1] < 1_000_000_000, "seed " + SEED + ": " + spread(opened));
    assertTrue(noticed[TIMES - 1] < 1_000_000_000, "seed " + SEED + ": " + spread(noticed));
  }

  private static Station station(Rack rack) throws StationException {
    return Station.open(rack.line(), FAST, SimulatedRack.STANDING);
  }

  /** In the middle of the list; every 25th time between two requests. */
  private void hangUps(Rack rack, int times) throws IOException {
    var station = reopened(rack);
    for (int i = 0; i < times; i++) {
      if (i % 25 == 0) rack.hangUp();
      long asked = System.nanoTime();
      assertThrows(HangUp.class, station::list, "seed " + SEED + ", hang-up " + i);
      long failed = System.nanoTime();
      station.close();
      station = reopened(rack);
      noticed[i] = failed - asked;
      opened[i] = System.nanoTime() - failed;
    }
    station.close();
  }

  /** A moment passes until the name leads somewhere again. */
  private static Station reopened(Rack rack) throws StationException {
    long end = System.nanoTime() + SimulatedRack.PATIENCE.toNanos();
    while (true) {
      try {
        return station(rack);
      } catch (PortUnusable | HangUp away) {
        if (System.nanoTime() > end) throw away;
        Thread.onSpinWait();
      }
    }
  }

  /** A fault that meets only answers to LIST. */
  private static LineFault onList(LineFault fault) {
    return new LineFault() {
      private boolean list;

      @Override
      public byte[] spoil(byte[] answer) {
        list = Pieces.only(answer).orElseThrow().type() == LIST;
        return list ? fault.spoil(answer) : answer;
      }

      @Override
      public boolean hangsUp() {
        return list && fault.hangsUp();
      }
    };
  }

  private static void assertDownTo(String what, long before, LongSupplier now) {
    long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (now.getAsLong() > before && System.nanoTime() < end) Thread.onSpinWait();
    assertEquals(before, Math.max(before, now.getAsLong()), what + " after " + TIMES);
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().matches("station .*|fob-.*"))
        .count();
  }

  /** Of terminals: the virtual machine opens files as it likes. */
  private static long descriptors() {
    try (var open = Files.list(Path.of("/proc/self/fd"))) {
      return open.filter(HangUpsIT::isTerminalOrLock).count();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean isTerminalOrLock(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor)
          .toString()
          .matches("/dev/(ptmx|pts/|tty).*|.*\\.lock( .*)?");
    } catch (IOException gone) {
      return false;
    }
  }

  private static String spread(long[] nanos) {
    Arrays.sort(nanos);
    return "%.1f ms (median), %.1f ms (p99), %.1f ms (max)"
        .formatted(
            nanos[nanos.length / 2] / 1e6,
            nanos[nanos.length * 99 / 100] / 1e6,
            nanos[nanos.length - 1] / 1e6);
  }
}
