package dev.kagimori.token;

/** What may be asked of a token. */
public sealed interface Command {
  /** Sets a fob aside for a user; for a released one this is the new hardware issue (B5). */
  record Allocate(Owner to) implements Command {}

  /** The app fetched its seed; its validity begins (C4). */
  record Activate() implements Command {}

  /** Start of use by its code (E3). */
  record Start(Owner by, Presented presented) implements Command {}

  /** The new token of an exchange, by its code (E5). */
  record ExchangeIn(Owner by, Presented presented) implements Command {}

  /** A code for an operation at the bank. */
  record Verify(Presented presented) implements Command {}

  /** The old token's code that opens an exchange (E5). */
  record OpenExchange(Presented presented) implements Command {}

  /** The old token of an exchange, once the new one is accepted. */
  record ExchangeOut() implements Command {}

  /** Stop of use by its code (E6). */
  record Stop(Presented presented) implements Command {}

  /** Brings a token back whose clock is far off: two codes in a row, at the price of any code. */
  record Resynchronise(Presented presented) implements Command {}

  /** Makes an app token valid for another while, by its code; also when it has expired (C5). */
  record Renew(Presented presented) implements Command {}

  /** Staff end it without a code: loss, theft, fault (E11). */
  record Revoke() implements Command {}

  /** Staff stop its codes for now (E11). */
  record Suspend() implements Command {}

  /** Staff checked who the customer is. */
  record Unlock() implements Command {}

  /** A fob that was set aside for a user, and has not left the house, is not any more. */
  record Withdraw() implements Command {}

  /** A fob that was on its way to its user came back, and is checked before it goes out again. */
  record Undelivered() implements Command {}

  /** A revoked fob was found and checked. */
  record PutBack() implements Command {}

  /**
   * The intake check (入庫検査) of a fob in stock, by a code that was read from it at the desk.
   *
   * @param sound whether all else that was measured is good
   * @param driftMaxSeconds how far its clock may be off, to either side
   */
  record Check(Presented presented, boolean sound, long driftMaxSeconds) implements Command {}

  /** The intake check of a fob that shows no code to be judged by: it is defective. */
  record Condemn() implements Command {}

  /** Defect, battery, recall, or worn out by wrong codes. */
  record Retire() implements Command {}
}
