package dev.kagimori.station;

import dev.kagimori.fob.device.Fob;
import dev.kagimori.fob.device.Fobs;
import dev.kagimori.fob.device.Make;
import dev.kagimori.fob.rack.Rack;
import dev.kagimori.secrets.Secrets;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Racks of the simulator, in a time that stands still, and what they must be read as. */
final class SimulatedRack {
  static final Instant NOW = Instant.parse("2027-03-01T09:00:10.250Z");
  static final InstantSource STANDING = () -> NOW;

  /** Long enough for a busy machine; nothing waits it out unless something is wrong. */
  static final Duration PATIENCE = Duration.ofSeconds(20);

  private SimulatedRack() {}

  /** Fobs in use for most of a year, each with its own drift. */
  static List<Fob> fobs(int count) {
    return Secrets.shownBy(
        Fobs.random(count, Make.ALL, new Random(24), Instant.parse("2026-05-01T00:00:00Z")), NOW);
  }

  static Rack open(List<Fob> fobs, Path line) throws IOException {
    return Rack.open(fobs, STANDING, line, Station.BAUD_DEFAULT);
  }

  static Station station(Rack rack) throws StationException {
    return Station.open(rack.line(), Station.BAUD_DEFAULT, STANDING);
  }

  /** Whether the reading says what the fob itself says. */
  static boolean right(Fob fob, Reading reading) {
    if (!(reading instanceof Reading.Lit(var serial, var code, var make, var battery, var drift))) {
      return false;
    }
    var ahead = Duration.between(NOW, fob.clock(NOW));
    return serial.equals(fob.serial())
        && fob.display(NOW).code().equals(Optional.of(code.reveal()))
        && make.model().equals(fob.model())
        && make.manufacturer().equals(fob.manufacturer())
        && make.firmware().equals(Fob.FIRMWARE)
        && battery.percent() == fob.battery().percent(NOW)
        && drift.ahead().minus(ahead).abs().compareTo(Duration.ofMillis(1)) <= 0;
  }

  /** Whether a code was passed on that the fob does not show. */
  static boolean wrongCode(Fob fob, Reading reading) {
    return reading instanceof Reading.Lit lit
        && !fob.display(NOW).code().equals(Optional.of(lit.code().reveal()));
  }
}
