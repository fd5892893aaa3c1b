package dev.kagimori.station;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.fob.rack.LineFault;
import dev.kagimori.fob.rack.LineFaults;
import dev.kagimori.fob.rack.Rack;
import dev.kagimori.station.StationException.Closed;
import dev.kagimori.station.StationException.HangUp;
import dev.kagimori.station.StationException.PortUnusable;
import dev.kagimori.station.StationException.Silence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The station on lines as they are. */
@Timeout(120)
@SuppressWarnings("try") // closing early is what is tested
class LineTroubleIT {
  private static final LineFault SWALLOWS = answer -> new byte[0];

  @TempDir Path folder;

  private Rack rack(int fobs) throws IOException {
    return SimulatedRack.open(SimulatedRack.fobs(fobs), folder.resolve("rack"));
  }

  @Test
  void aHangUpMidReadIsToldAndTheLineIsReadRightAfterOpeningAgain() throws Exception {
    try (var rack = rack(24);
        var station = SimulatedRack.station(rack)) {
      var begun = new CountDownLatch(20);
      rack.fault(answer -> {
        begun.countDown();
        return answer;
      });
      var reading = CompletableFuture.supplyAsync(() -> failureOf(station));
      assertTrue(begun.await(SimulatedRack.PATIENCE.toSeconds(), TimeUnit.SECONDS));
      rack.hangUp();
      var failure = reading.get(SimulatedRack.PATIENCE.toSeconds(), TimeUnit.SECONDS);
      assertEquals(HangUp.class, failure.getClass());
      station.close();
      long openNanos = System.nanoTime();
      try (var again = SimulatedRack.station(rack)) {
        assertTrue(System.nanoTime() - openNanos < 1_000_000_000L);
        for (var read : again.read()) {
          assertTrue(SimulatedRack.right(rack.fob(read.serial()), read), read::toString);
        }
      }
    }
  }

  private static StationException failureOf(Station station) {
    try {
      station.read();
      throw new AssertionError("read through a hang-up");
    } catch (StationException e) {
      return e;
    }
  }

  @Test
  void aLineThatIsPulledOutIsNotFoundAndServesAgainWhenPluggedIn() throws IOException {
    Path line;
    try (var rack = rack(2);
        var station = SimulatedRack.station(rack)) {
      line = rack.line();
      rack.close();
      assertThrows(HangUp.class, station::read);
    }
    assertEquals(PortUnusable.Reason.NOT_FOUND, refusal(line));
    try (var rack = rack(2);
        var station = SimulatedRack.station(rack)) {
      assertEquals(2, station.read().size());
    }
  }

  @Test
  void slowAnswersAreWaitedForAndTooSlowOnesAreNobodys() throws IOException {
    try (var rack = rack(2)) {
      rack.fault(LineFaults.slow(Duration.ofMillis(300)));
      try (var station = SimulatedRack.station(rack)) {
        var fob = rack.fobs().getFirst();
        assertTrue(SimulatedRack.right(fob, station.read(fob.serial())));
      }
      rack.fault(LineFaults.slow(Duration.ofMillis(2_500)));
      assertThrows(Silence.class, () -> SimulatedRack.station(rack));
      rack.fault(LineFault.NONE); // the rack still owes answers to the session before
      try (var station = openUntilItAnswers(rack)) {
        for (var read : station.read()) {
          assertTrue(SimulatedRack.right(rack.fob(read.serial()), read), read::toString);
        }
      }
    }
  }

  private static Station openUntilItAnswers(Rack rack) throws StationException {
    long end = System.nanoTime() + SimulatedRack.PATIENCE.toNanos();
    while (true) {
      try {
        return SimulatedRack.station(rack);
      } catch (Silence e) {
        if (System.nanoTime() > end) throw e;
      }
    }
  }

  @Test
  void throughNoiseNoWrongCodeEverComes() throws IOException {
    var random = new Random(370);
    var noise =
        LineFaults.bitFlips(random, 0.008)
            .then(LineFaults.cut(random, 0.05))
            .then(LineFaults.garbage(random, 40));
    int lit = 0;
    try (var rack = rack(12);
        var station = SimulatedRack.station(rack)) {
      rack.fault(noise);
      for (var fob : rack.fobs()) {
        try {
          var reading = station.read(fob.serial());
          assertFalse(SimulatedRack.wrongCode(fob, reading));
          if (reading instanceof Reading.Lit) lit++;
        } catch (Silence e) {
          assertTrue(e.japanese().contains("応答がありません"));
        }
      }
    }
    assertTrue(lit >= 4, lit + " of 12 were read through the noise");
  }

  @Test
  void silenceOfOneFobAloneLeavesTheOthersReadAndOfAllEndsTheReading() throws IOException {
    try (var rack = rack(4);
        var station = SimulatedRack.station(rack)) {
      String mute = rack.fobs().get(1).serial();
      rack.fault(answer -> {
        var about = Pieces.only(answer).orElseThrow();
        return about.serial().equals(mute) ? new byte[0] : answer;
      });
      var readings = station.read();
      assertEquals(4, readings.size());
      for (var reading : readings) {
        assertEquals(reading.serial().equals(mute), reading instanceof Reading.Unread);
      }
      rack.fault(SWALLOWS);
      assertThrows(Silence.class, station::read);
      rack.fault(LineFault.NONE);
      assertEquals(4, station.read().size());
    }
  }

  @Test
  void aSecondReaderFindsTheLineBusyAlsoThroughAnotherName() throws IOException {
    try (var rack = rack(1);
        var station = SimulatedRack.station(rack)) {
      var other = Files.createSymbolicLink(folder.resolve("other"), rack.line());
      assertEquals(PortUnusable.Reason.BUSY, refusal(rack.line()));
      assertEquals(PortUnusable.Reason.BUSY, refusal(other));
      assertEquals(1, station.read().size());
    }
  }

  @Test
  void whileAnotherProgramTakesPartOfTheBytesNothingWrongIsRead() throws Exception {
    CompletableFuture<Void> thief;
    try (var rack = rack(4)) {
      thief = steal(rack.line());
      for (int round = 1; round <= 3; round++) {
        try (var station = SimulatedRack.station(rack)) {
          for (var read : station.read()) {
            assertFalse(SimulatedRack.wrongCode(rack.fob(read.serial()), read));
          }
        } catch (Silence | HangUp e) {
          assertFalse(e.japanese().isEmpty()); // told, as it should be
        }
      }
    }
    thief.get(SimulatedRack.PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  /** Reads what it can get until the line is hung up. */
  private static CompletableFuture<Void> steal(Path line) throws IOException {
    var stolen = Files.newInputStream(line);
    return CompletableFuture.runAsync(() -> {
      try (stolen) {
        int last = 0;
        while (last >= 0) last = stolen.read();
      } catch (IOException e) {
        assertFalse(e.toString().isEmpty()); // the hang-up
      }
    });
  }

  @Test
  void whatIsNoPortIsToldApart() throws IOException {
    assertEquals(PortUnusable.Reason.NOT_FOUND, refusal(folder.resolve("none")));
    assertEquals(PortUnusable.Reason.NOT_SERIAL, refusal(Path.of("/dev/null")));
    var file = Files.writeString(folder.resolve("file"), "text");
    assertEquals(PortUnusable.Reason.NOT_SERIAL, refusal(file));
    assertEquals("text", Files.readString(file));
  }

  @Test
  void aSpeedThatIsNoneIsRefused() {
    for (int baud : new int[] {0, -1, 299, 4_000_001}) {
      var e =
          assertThrows(
              PortUnusable.class, () -> Station.open("/dev/null", baud, SimulatedRack.STANDING));
      assertEquals(PortUnusable.Reason.RATE_REFUSED, e.reason());
    }
  }

  private static PortUnusable.Reason refusal(Path port) {
    return assertThrows(
            PortUnusable.class,
            () -> Station.open(port, Station.BAUD_DEFAULT, SimulatedRack.STANDING))
        .reason();
  }

  @Test
  void closingEndsAReadingThatIsUnderWay() throws Exception {
    try (var rack = rack(24);
        var station = SimulatedRack.station(rack)) {
      var begun = new CountDownLatch(1);
      rack.fault(answer -> {
        begun.countDown();
        return new byte[0];
      });
      var reading = CompletableFuture.supplyAsync(() -> failureOf(station));
      assertTrue(begun.await(SimulatedRack.PATIENCE.toSeconds(), TimeUnit.SECONDS));
      station.close();
      assertEquals(
          Closed.class,
          reading.get(SimulatedRack.PATIENCE.toSeconds(), TimeUnit.SECONDS).getClass());
    }
  }
}
