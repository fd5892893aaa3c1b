package dev.kagimori.bank.ledger;

import java.time.Instant;

/** What became of a payment. */
public sealed interface Paid {
  /**
   * It is done.
   *
   * @param receipt seven digits
   */
  record Done(String receipt, Instant at) implements Paid {}

  /** The account has less. */
  record TooLittle(long balance) implements Paid {}

  /**
   * The day's limit does not allow it.
   *
   * @param left yen that it still allows
   */
  record OverLimit(long left) implements Paid {}
}
