package dev.kagimori.demo;

import dev.kagimori.station.Reading;
import dev.kagimori.station.Station;
import dev.kagimori.station.StationException;
import dev.kagimori.station.StationException.PortUnusable;
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

  private static final Duration AGAIN = Duration.ofMillis(50);
  private static final int BUSY_MAX = 60;

  private final Path line;
  private final Ending ending;

  Desk(Path line, Ending ending) {
    this.line = line;
    this.ending = ending;
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
    try (var station = open(clock)) {
      return switch (station.read(serial)) {
        case Reading.Lit lit ->
            new Shown(
                serial, lit.code().reveal(), next(clock.instant(), lit.drift().ahead(), step));
        case Reading.Dark dark -> throw new IOException(serial + ": " + dark.reason());
        case Reading.Unread(String _, StationException why) -> throw why;
      };
    }
  }

  /** Waits for the drawer, or a script, which have the line for moments. */
  private Station open(Clock clock) throws IOException {
    for (var tries = 1; ; tries++) {
      try {
        return Station.open(line, Station.BAUD_DEFAULT, clock);
      } catch (PortUnusable e) {
        if (e.reason() != PortUnusable.Reason.BUSY || tries == BUSY_MAX) throw e;
        ending.pause(AGAIN);
      }
    }
  }

  /** When the clock of the fob begins its next time step. */
  static Instant next(Instant now, Duration ahead, Duration step) {
    var millis = Math.floorMod(now.plus(ahead).toEpochMilli(), step.toMillis());
    return now.plus(step).minusMillis(millis).plus(MARGIN);
  }
}
