package dev.kagimori.station;

import dev.kagimori.otp.OneTimeCode;

/** What the station found out of one fob. */
public sealed interface Reading {
  /** As on the fob's back, in its one spelling: 6 to 20 of A–Z and 0–9. */
  String serial();

  /**
   * A fob that works, just pressed.
   *
   * @param code what its display shows, the code of the moment of the press; a secret
   */
  record Lit(String serial, OneTimeCode code, Make make, Battery battery, Drift drift)
      implements Reading {}

  /**
   * A fob that shows nothing.
   *
   * @param reason {@link Status#EXHAUSTED} or {@link Status#NOT_SET_UP}
   */
  record Dark(String serial, Status reason, Make make, Battery battery) implements Reading {}

  /** A fob in the list that could not be read; the others were. */
  record Unread(String serial, StationException why) implements Reading {}
}
