package dev.kagimori.trial;

import dev.kagimori.fob.device.Fob;
import dev.kagimori.fob.device.Make;
import dev.kagimori.fob.device.Seed;
import java.time.Duration;

/** Fobs of one make with a perfect quartz, numbered. */
final class Numbered {
  private Numbered() {}

  static Fob fob(TestBank bank, String prefix, int number) {
    var make =
        Make.SIX_DIGITS.stream()
            .filter(one -> one.serialShape().startsWith(prefix))
            .findFirst()
            .orElseThrow();
    int digits = make.serialShape().length() - prefix.length();
    return Fob.builder(prefix + ("%0" + digits + "d").formatted(number))
        .make(make)
        .seed(Seed.random(bank.random, make.rule().algorithm().seedBytes()))
        .made(bank.time.instant().minus(Duration.ofDays(30)))
        .build();
  }
}
