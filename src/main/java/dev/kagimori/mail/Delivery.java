package dev.kagimori.mail;

import java.util.OptionalInt;

/** What came of handing a mail to the SMTP server. */
sealed interface Delivery {
  /** The server has taken it. */
  record Sent() implements Delivery {}

  /**
   * It was certainly not taken, and may be another time.
   *
   * @param status of the refusal, where there was one
   */
  record Later(Reason reason, OptionalInt status) implements Delivery {}

  /** It was certainly not taken, and never will be. */
  record Bounced(Reason reason, OptionalInt status) implements Delivery {}

  /** Nobody can tell. */
  record Unknown() implements Delivery {}
}
