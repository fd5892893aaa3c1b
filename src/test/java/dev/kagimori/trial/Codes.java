package dev.kagimori.trial;

import dev.kagimori.fob.device.Fob;
import java.time.Instant;
import java.util.Objects;

/** What a fob would show at another time, without touching it. */
final class Codes {
  private Codes() {}

  static String at(Fob fob, Instant when) {
    var twin =
        Fob.builder(fob.serial())
            .seed(Objects.requireNonNull(fob.seed()))
            .rule(Objects.requireNonNull(fob.rule()))
            .quartz(fob.quartz())
            .made(fob.clockSet())
            .build();
    return twin.pressForCode(when);
  }
}
