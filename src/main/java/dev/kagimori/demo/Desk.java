package dev.kagimori.demo;

import dev.kagimori.station.Reading;
import dev.kagimori.station.Station;
import dev.kagimori.station.StationException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Presses fobs over the serial line, which it holds no longer than one reading takes. */
final class Desk {
  private static final Duration STEP = Duration.ofSeconds(30);

  /** The fob's clock is known to some milliseconds only. */
  private static final Duration MARGIN = Duration.ofMillis(500);

  private final Path line;

  Desk(Path line) {
    this.line = line;
  }

  /**
   * What a fob shows.
   *
   * @param next when the following code can be read
   */
  record Shown(String serial, String code, Instant next) {
    @Override
    public String toString() {
      return serial;
    }
  }

  /** Presses a fob's button and reads its display. */
  Shown press(String serial) throws IOException {
    return press(serial, STEP);
  }

  /** Likewise, one whose codes change each {@code step}. */
  Shown press(String serial, Duration step) throws IOException {
    var clock = Clock.systemUTC();
    try (var station = Station.open(line, Station.BAUD_DEFAULT, clock)) {
      return switch (station.read(serial)) {
        case Reading.Lit lit ->
            new Shown(
                serial, lit.code().reveal(), next(clock.instant(), lit.drift().ahead(), step));
        case Reading.Dark dark -> throw new IOException(serial + ": " + dark.reason());
        case Reading.Unread(String _, StationException why) -> throw why;
      };
    }
  }

  /** When the clock of the fob begins its next time step. */
  static Instant next(Instant now, Duration ahead, Duration step) {
    var millis = Math.floorMod(now.plus(ahead).toEpochMilli(), step.toMillis());
    return now.plus(step).minusMillis(millis).plus(MARGIN);
  }
}
