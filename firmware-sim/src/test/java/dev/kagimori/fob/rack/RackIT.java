package dev.kagimori.fob.rack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.fob.device.Fob;
import dev.kagimori.fob.device.Fobs;
import dev.kagimori.fob.device.Make;
import dev.kagimori.fob.device.Seed;
import dev.kagimori.fob.port.SerialWire;
import dev.kagimori.fob.reader.RackReader;
import dev.kagimori.fob.reader.SilentLineException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RackIT {
  private static final Instant NOW = Instant.parse("2026-04-01T00:00:10Z");

  @TempDir private Path dir = Path.of("");

  private volatile Instant now = NOW;

  private Rack rack(List<Fob> fobs) throws IOException {
    return Rack.open(fobs, () -> now, dir.resolve("fobs"), Rack.BAUD);
  }

  private static RackReader reader(Rack rack) throws IOException {
    return RackReader.open(rack.line().toString(), Rack.BAUD);
  }

  private static List<Fob> fobs(int count) {
    return Fobs.random(count, Make.ALL, new Random(41), NOW.minus(Duration.ofDays(100)));
  }

  @Test
  void aFobIsPressedAndReadOverTheLineInDrivenTime() throws IOException {
    try (var rack = rack(fobs(4));
        var reader = reader(rack)) {
      for (var serial : reader.list()) {
        var fob = rack.fob(serial);
        now = NOW;
        var code = reader.press(serial).text();
        assertEquals(fob.display(NOW).text(), code);
        now = NOW.plusSeconds(29);
        assertEquals(code, reader.display(serial).text());
        now = NOW.plusSeconds(30);
        assertEquals("", reader.display(serial).text());
        var drift = Duration.between(now, fob.clock(now));
        assertEquals(now.plus(drift).toEpochMilli(), reader.clock(serial).fob().toEpochMilli());
        assertEquals(1, reader.battery(serial).presses());
      }
    }
  }

  @Test
  void aThousandFobsAreFoundWithinAFewSeconds() throws IOException {
    try (var rack = rack(fobs(1_000));
        var reader = reader(rack)) {
      assertEquals(rack.fobs().stream().map(Fob::serial).toList(), reader.list());
    }
  }

  @Test
  void readersComeAndGoAndTheLineIsSilentBetween() throws IOException {
    try (var rack = rack(fobs(2))) {
      for (int i = 0; i < 10; i++) {
        try (var reader = reader(rack)) {
          assertEquals(2, reader.hello().fobs());
        }
      }
      try (var raw = SerialWire.open(rack.line().toString(), Rack.BAUD)) {
        assertEquals(0, raw.receive(Duration.ofMillis(300)).length);
        raw.send("hello? 7E\r\n\0garbage".getBytes(StandardCharsets.US_ASCII));
        assertEquals(0, raw.receive(Duration.ofMillis(300)).length);
      }
    }
  }

  @Test
  void afterAHangUpAReaderOpensTheSameNameAgain() throws IOException {
    try (var rack = rack(fobs(2))) {
      var before = Files.readSymbolicLink(rack.line());
      try (var reader = reader(rack)) {
        reader.hello();
        rack.hangUp();
        assertThrows(IOException.class, reader::hello);
      }
      assertTrue(Files.exists(rack.line()), "the link leads nowhere, before: " + before);
      try (var reader = reader(rack)) {
        assertEquals(2, reader.hello().fobs());
      }
    }
  }

  @Test
  void inTheMiddleOfAnAnswerTheLineIsHungUpAndIsThereAgainUnderItsName() throws IOException {
    try (var rack = rack(fobs(2))) {
      for (int i = 0; i < 20; i++) {
        try (var reader = returned(rack)) {
          reader.hello();
          rack.fault(LineFaults.hangUps(new Random(i), 1));
          var e = assertThrows(IOException.class, reader::list, "seed " + i);
          assertFalse(e instanceof SilentLineException, "seed " + i + ": " + e);
          rack.fault(LineFault.NONE);
        }
      }
    }
  }

  /** A reader, as soon as the line is back. */
  private static RackReader returned(Rack rack) throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (true) {
      try {
        return reader(rack);
      } catch (IOException away) {
        if (System.nanoTime() > end) throw away;
        Thread.onSpinWait();
      }
    }
  }

  @Test
  void requestsAreSpoiltTooAndAPressThatCameIsNeverCountedTwice() throws IOException {
    var fob = fobs(1).getFirst();
    try (var rack = rack(List.of(fob));
        var reader = reader(rack)) {
      var random = new Random(44);
      rack.faults(LineFaults.lost(random, 0.003), LineFaults.doubled(random, 0.003));
      for (int i = 0; i < 20; i++) {
        int before = fob.battery().presses();
        try {
          var shown = reader.press(fob.serial());
          assertEquals(fob.display(NOW).text(), shown.text());
          assertEquals(before + 1, fob.battery().presses());
        } catch (SilentLineException lost) {
          assertTrue(fob.battery().presses() <= before + 1);
        }
      }
    }
  }

  @Test
  void overANoisyLineNothingWrongIsRead() throws IOException {
    try (var rack = rack(fobs(8));
        var reader = reader(rack)) {
      var random = new Random(42);
      var faults = LineFaults.bitFlips(random, 0.004).then(LineFaults.garbage(random, 30));
      rack.fault(faults);
      int answers = 0;
      for (int i = 0; i < 30; i++) {
        var fob = rack.fobs().get(i % 8);
        try {
          assertEquals(fob.model(), reader.info(fob.serial()).model());
          answers++;
        } catch (SilentLineException lost) {
          // no answer is no wrong answer
        }
      }
      assertTrue(answers > 20, answers + " answers");
    }
  }

  @Test
  void twoReadersAtOnceRobEachOtherButReadNothingWrong() throws Exception {
    try (var rack = rack(fobs(4))) {
      var one = CompletableFuture.runAsync(() -> readAll(rack));
      var two = CompletableFuture.runAsync(() -> readAll(rack));
      one.get(50, TimeUnit.SECONDS);
      two.get(50, TimeUnit.SECONDS);
    }
  }

  /** Fails on a wrong answer; how many come at all is a matter of luck. */
  private static void readAll(Rack rack) {
    for (var fob : rack.fobs()) {
      try (var reader = reader(rack)) {
        assertEquals(fob.model(), reader.info(fob.serial()).model());
      } catch (IOException robbed) {
        assertFalse(robbed.toString().isEmpty()); // no answer is no wrong answer
      }
    }
  }

  @Test
  void aSlowRackIsSilentAndItsLateAnswersAreNobodys() throws IOException {
    try (var rack = rack(fobs(2));
        var reader = reader(rack)) {
      rack.fault(LineFaults.slow(Duration.ofMillis(2_500)));
      assertThrows(SilentLineException.class, reader::hello);
      rack.fault(LineFault.NONE);
      for (var fob : rack.fobs()) assertEquals(fob.model(), reader.info(fob.serial()).model());
    }
  }

  @Test
  void aFobIsSetUpInFactoryModeOverTheLine() throws IOException {
    var blank = Fob.builder("SY00000007").made(NOW).build();
    var seed = Seed.random(new Random(43), 32);
    try (var rack = rack(List.of(blank));
        var reader = reader(rack)) {
      reader.setUp("SY00000007", seed, Make.SY6.rule(), NOW);
      reader.seal("SY00000007");
      assertEquals(seed, blank.seed());
      assertTrue(blank.sealed());
      assertFalse(reader.info("SY00000007").factoryMode());
      assertTrue(reader.code("SY00000007").matches("[0-9]{6}"));
    }
  }

  @Test
  void closingEndsThreadAndLink() throws IOException {
    var rack = rack(fobs(1));
    rack.close();
    rack.close();
    assertFalse(Files.exists(rack.line(), LinkOption.NOFOLLOW_LINKS));
    assertTrue(
        Thread.getAllStackTraces().keySet().stream()
            .noneMatch(thread -> thread.getName().equals("fob-rack")));
  }

  @Test
  void whatCannotBeIsRefused() throws IOException {
    var fob = fobs(1).getFirst();
    assertThrows(IllegalArgumentException.class, () -> rack(List.of(fob, fob)));
    try (var rack = rack(List.of(fob))) {
      assertThrows(NoSuchElementException.class, () -> rack.fob("GM99999999"));
      assertEquals(fob, rack.take(fob.serial()));
      assertEquals(List.of(), rack.fobs());
      rack.put(fob);
      assertEquals(fob, rack.fob(fob.serial()));
    }
  }

  /** A cable between two real-looking ports, where socat is there to make one. */
  @Test
  void aRackOnAPortIsReadAtTheOtherEnd() throws Exception {
    var ours = dir.resolve("port-a");
    var theirs = dir.resolve("port-b");
    Process socat;
    try {
      socat =
          new ProcessBuilder(
                  "socat", "pty,raw,echo=0,link=" + ours, "pty,raw,echo=0,link=" + theirs)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException absent) {
      Assumptions.abort("socat is not installed");
      return;
    }
    try {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
      while (!(Files.exists(ours) && Files.exists(theirs)) && System.nanoTime() < end) {
        Thread.onSpinWait();
      }
      try (var rack = Rack.onPort(fobs(3), () -> now, ours.toString(), Rack.BAUD);
          var reader = RackReader.open(theirs.toString(), Rack.BAUD)) {
        assertEquals(rack.fobs().stream().map(Fob::serial).toList(), reader.list());
      }
    } finally {
      socat.destroy();
      socat.waitFor(10, TimeUnit.SECONDS);
    }
  }
}
