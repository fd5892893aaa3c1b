package dev.kagimori.station;

import dev.kagimori.station.StationException.BrokenRack;
import dev.kagimori.station.StationException.NoCode;
import dev.kagimori.station.StationException.Refused;
import dev.kagimori.station.StationException.Silence;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Reads of a fob what the intake check needs, and waits for nothing. */
final class Prober {
  /** A fob that was lit goes dark at the first press; somebody may be pressing it by hand. */
  private static final int PRESSES_MAX = 4;

  private final RackCommands commands;
  private final InstantSource clock;

  Prober(RackCommands commands, InstantSource clock) {
    this.commands = commands;
    this.clock = clock;
  }

  /** One fob; throws what is the line's fault. */
  Probe probe(String serial) throws StationException {
    try {
      return pressed(serial);
    } catch (Silence alone) {
      commands.hello(); // else it is the line that is silent, not the fob
      return new Probe.Silent();
    } catch (Refused e) {
      return switch (e.status()) {
        case EXHAUSTED, NOT_SET_UP -> dark(serial, e);
        case OK,
            UNKNOWN_COMMAND,
            NO_SUCH_FOB,
            BAD_BODY,
            NOT_IN_FACTORY_MODE,
            UNSUPPORTED_VERSION,
            UNKNOWN ->
            new Probe.Unread(e);
      };
    } catch (BrokenRack | NoCode e) {
      return new Probe.Unread(e);
    }
  }

  /** The time by a fob's own clock; empty: it can't be told, which is the fob's fault alone. */
  Optional<Instant> clock(String serial) throws StationException {
    return told(() -> {
      var drift = commands.drift(serial);
      return clock.instant().plus(drift.ahead());
    });
  }

  /** How long a fob shows a code, in seconds; empty as for {@link #clock}. */
  Optional<Integer> stepSeconds(String serial) throws StationException {
    return told(() -> commands.stepSeconds(serial));
  }

  private interface Question<T> {
    T ask() throws StationException;
  }

  private <T> Optional<T> told(Question<T> question) throws StationException {
    try {
      return Optional.of(question.ask());
    } catch (Silence alone) {
      commands.hello(); // else it is the line that is silent, not the fob
      return Optional.empty();
    } catch (Refused | BrokenRack | NoCode e) {
      return Optional.empty();
    }
  }

  private Probe dark(String serial, Refused why) throws StationException {
    try {
      return new Probe.Dark(why.status(), commands.battery(serial));
    } catch (Refused | BrokenRack e) {
      return new Probe.Unread(e);
    }
  }

  private Probe pressed(String serial) throws StationException {
    for (int press = 1; press <= PRESSES_MAX; press++) {
      switch (commands.press(serial)) {
        case Display.Dark _ -> {}
        case Display.Warning _ -> {
          return new Probe.Weak(commands.battery(serial));
        }
        case Display.Code(var code) -> {
          var drift = commands.drift(serial);
          var fobTime = clock.instant().plus(drift.ahead());
          return new Probe.Shown(code, commands.battery(serial), drift, fobTime);
        }
      }
    }
    throw new NoCode(serial);
  }
}
