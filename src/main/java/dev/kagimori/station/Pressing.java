package dev.kagimori.station;

import dev.kagimori.otp.OneTimeCode;
import dev.kagimori.station.StationException.NoCode;
import java.time.Duration;
import java.util.Optional;

/**
 * Gets one fob to show its current code (§6, PRESS). A fob that was lit already goes dark at the
 * first press; one with a weak battery warns first and shows the code later.
 */
final class Pressing {
  /** Presses and looks at most: someone may be pressing the button by hand meanwhile. */
  private static final int LOOKS_MAX = 6;

  private final RackCommands commands;
  private final String serial;
  private int looks;
  private long dueNanos = System.nanoTime();

  Pressing(RackCommands commands, String serial) {
    this.commands = commands;
    this.serial = serial;
  }

  /**
   * Presses.
   *
   * @return empty if there is something to wait for: {@link #rest}, then {@link #look}
   */
  Optional<OneTimeCode> press() throws StationException {
    return settle(commands.press(serial));
  }

  /** Looks at the display once the warning should be over; empty as for {@link #press}. */
  Optional<OneTimeCode> look() throws StationException {
    return settle(commands.display(serial));
  }

  /** How long until the display is worth a look; zero or less: now. */
  Duration rest() {
    return Duration.ofNanos(dueNanos - System.nanoTime());
  }

  private Optional<OneTimeCode> settle(Display shown) throws StationException {
    for (var display = shown; ++looks <= LOOKS_MAX; display = commands.press(serial)) {
      switch (display) {
        case Display.Code(var code) -> {
          return Optional.of(code);
        }
        case Display.Warning(var change) -> {
          dueNanos = System.nanoTime() + change.toNanos();
          return Optional.empty();
        }
        case Display.Dark dark -> {}
      }
    }
    throw new NoCode(serial);
  }
}
