package dev.kagimori.station;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.fob.device.Battery;
import dev.kagimori.fob.device.Climate;
import dev.kagimori.fob.device.Fob;
import dev.kagimori.fob.device.Make;
import dev.kagimori.fob.device.Quartz;
import dev.kagimori.fob.device.Seed;
import dev.kagimori.fob.rack.Rack;
import dev.kagimori.station.StationException.Refused;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The station on a good line of the simulator. */
@Timeout(60)
class StationIT {
  @TempDir Path folder;

  private Rack rack(List<Fob> fobs) throws IOException {
    return SimulatedRack.open(fobs, folder.resolve("rack"));
  }

  @Test
  void aRackOf24FobsIsReadRight() throws IOException {
    try (var rack = rack(SimulatedRack.fobs(24));
        var station = SimulatedRack.station(rack)) {
      assertEquals(24, station.rack().fobs());
      assertAllRight(rack, station.read());
    }
  }

  @Test
  void aLineOf200FobsIsReadRightAndTellsHowFarItIs() throws IOException {
    try (var rack = rack(SimulatedRack.fobs(200));
        var station = SimulatedRack.station(rack)) {
      var told = new ArrayList<Integer>();
      var readings =
          station.read((done, total) -> {
            assertEquals(200, total);
            told.add(done);
          });
      assertAllRight(rack, readings);
      assertEquals(IntStream.rangeClosed(1, 200).boxed().toList(), told);
    }
  }

  @Test
  void twoOpensOneAfterAnotherBothReadRightThoughFobsAreStillLit() throws IOException {
    try (var rack = rack(SimulatedRack.fobs(4))) {
      for (int open = 1; open <= 2; open++) {
        try (var station = SimulatedRack.station(rack)) {
          assertAllRight(rack, station.read());
        }
      }
    }
  }

  @Test
  void oneFobIsPressedUntilItShowsItsCode() throws IOException {
    try (var rack = rack(SimulatedRack.fobs(3));
        var station = SimulatedRack.station(rack)) {
      var fob = rack.fobs().getFirst();
      fob.press(SimulatedRack.NOW); // lit already: the first press will blank it
      String code = station.press(fob.serial());
      assertEquals(fob.display(SimulatedRack.NOW).code().orElseThrow(), code);
      assertTrue(SimulatedRack.right(fob, station.read(fob.serial())));
    }
  }

  @Test
  void whatShowsNothingSaysWhyAndWhatIsNotThereIsRefused() throws IOException {
    var empty = Fob.builder("GM00000001").made(Instant.EPOCH).make(Make.GM6).seed(seed()).build();
    var bare = Fob.builder("SY00000007").made(SimulatedRack.NOW).label("Sayo Denshi", "SY-6");
    try (var rack = rack(List.of(empty, bare.build()));
        var station = SimulatedRack.station(rack)) {
      var readings = station.read();
      var exhausted = assertInstanceOf(Reading.Dark.class, readings.getFirst());
      assertEquals(Status.EXHAUSTED, exhausted.reason());
      assertEquals(0, exhausted.battery().percent());
      var unset = assertInstanceOf(Reading.Dark.class, readings.getLast());
      assertEquals(Status.NOT_SET_UP, unset.reason());
      assertTrue(unset.make().factoryMode());
      var e = assertThrows(Refused.class, () -> station.press("GM99999999"));
      assertEquals(Status.NO_SUCH_FOB, e.status());
      assertThrows(IllegalArgumentException.class, () -> station.press("gm0000 0001"));
    }
  }

  @Test
  void weakBatteriesWarnFirstAndAreWaitedForTogether() throws IOException {
    var fobs = new ArrayList<Fob>();
    var time = InstantSource.system();
    for (int i = 1; i <= 5; i++) {
      fobs.add(
          Fob.builder("GM0000000" + i)
              .made(time.instant())
              .make(Make.GM6)
              .seed(seed())
              .battery(new Battery(time.instant(), 7_600))
              .build());
    }
    try (var rack = Rack.open(fobs, time, folder.resolve("rack"), Station.BAUD_DEFAULT);
        var station = Station.open(rack.line(), Station.BAUD_DEFAULT, time)) {
      long begun = System.nanoTime();
      var readings = station.read();
      var took = Duration.ofNanos(System.nanoTime() - begun);
      assertTrue(took.toMillis() >= 2_000 && took.toMillis() < 6_000, took.toString());
      assertEquals(5, readings.size());
      for (var reading : readings) {
        var lit = assertInstanceOf(Reading.Lit.class, reading);
        var shown = rack.fob(lit.serial()).display(time.instant()).code();
        assertEquals(shown.orElseThrow(), lit.code().reveal());
        assertFalse(lit.toString().contains(lit.code().reveal()));
      }
    }
  }

  @Test
  void aDriftOfSecondsIsReadToTheMillisecondWhileTimeRuns() throws IOException {
    var time = InstantSource.system();
    var fob =
        Fob.builder("8T41902ZQ7M3")
            .made(time.instant())
            .make(Make.TK8)
            .seed(seed())
            .clockSet(time.instant())
            .quartz(new Quartz(Duration.ofMillis(-83_400), 0, Climate.STEADY))
            .build();
    try (var rack = Rack.open(List.of(fob), time, folder.resolve("rack"), 9600);
        var station = Station.open(rack.line(), 9600, time)) {
      var lit = assertInstanceOf(Reading.Lit.class, station.read(fob.serial()));
      var off = lit.drift().ahead().plusMillis(83_400).abs();
      assertTrue(
          off.compareTo(lit.drift().uncertainty().plusMillis(1)) <= 0, lit.drift().toString());
      assertTrue(lit.drift().uncertainty().toMillis() < 200, lit.drift().toString());
    }
  }

  private static Seed seed() {
    return Seed.random(new Random(1), 20);
  }

  private static void assertAllRight(Rack rack, List<Reading> readings) {
    var fobs = rack.fobs().stream().sorted(Comparator.comparing(Fob::serial)).toList();
    assertEquals(fobs.size(), readings.size());
    for (int i = 0; i < fobs.size(); i++) {
      var reading = readings.get(i);
      assertTrue(SimulatedRack.right(fobs.get(i), reading), reading::toString);
    }
  }
}
