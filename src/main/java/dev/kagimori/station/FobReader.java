package dev.kagimori.station;

import dev.kagimori.otp.OneTimeCode;
import dev.kagimori.station.StationException.BrokenRack;
import dev.kagimori.station.StationException.Refused;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads all there is to know of one fob, in one go or, where its display warns first, in two. */
final class FobReader {
  private final RackCommands commands;
  private final String serial;
  private final Pressing pressing;
  private @Nullable Make make;
  private @Nullable Battery battery;

  FobReader(RackCommands commands, String serial) {
    this.commands = commands;
    this.serial = serial;
    pressing = new Pressing(commands, serial);
  }

  String serial() {
    return serial;
  }

  /**
   * Asks everything and presses the button.
   *
   * @return empty if there is something to wait for: {@link #rest}, then {@link #look}
   */
  Optional<Reading> begin() throws StationException {
    make = commands.make(serial);
    battery = commands.battery(serial);
    return reading(pressing::press);
  }

  /** Goes on once the warning should be over; empty as for {@link #begin}. */
  Optional<Reading> look() throws StationException {
    return reading(pressing::look);
  }

  Duration rest() {
    return pressing.rest();
  }

  private interface Look {
    Optional<OneTimeCode> take() throws StationException;
  }

  private Optional<Reading> reading(Look look) throws StationException {
    if (make == null || battery == null) throw new IllegalStateException("not begun");
    try {
      var code = look.take();
      if (code.isEmpty()) return Optional.empty();
      return Optional.of(
          new Reading.Lit(serial, code.get(), make, battery, commands.drift(serial)));
    } catch (Refused e) {
      return switch (e.status()) {
        case EXHAUSTED, NOT_SET_UP ->
            Optional.of(new Reading.Dark(serial, e.status(), make, battery));
        case OK -> throw new BrokenRack("refused with OK");
        case UNKNOWN_COMMAND,
            NO_SUCH_FOB,
            BAD_BODY,
            NOT_IN_FACTORY_MODE,
            UNSUPPORTED_VERSION,
            UNKNOWN ->
            throw e;
      };
    }
  }
}
