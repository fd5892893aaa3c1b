package dev.kagimori.station;

import dev.kagimori.otp.OneTimeCode;
import java.time.Duration;

/** What a fob's LCD shows. */
sealed interface Display {
  /** Nothing. */
  record Dark() implements Display {}

  /** A code of 6 or 8 digits. */
  record Code(OneTimeCode code) implements Display {}

  /**
   * The battery warning, after which the code comes.
   *
   * @param change until then; up to 30 s
   */
  record Warning(Duration change) implements Display {}
}
