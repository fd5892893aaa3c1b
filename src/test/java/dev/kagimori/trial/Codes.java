package dev.kagimori.trial;

import dev.kagimori.fob.device.Fob;
import dev.kagimori.fob.time.DrivenTime;
import java.time.Instant;

/** What a fob would show at another time, without touching it. */
final class Codes {
  private Codes() {}

  static String at(Fob fob, Instant when) {
    return new dev.kagimori.testkit.Fob(fob, new DrivenTime(when)).codeAt(when);
  }
}
