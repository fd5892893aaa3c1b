package dev.kagimori.station;

import dev.kagimori.otp.OneTimeCode;
import java.time.Instant;

/**
 * What the intake check reads of a fob: three exchanges on the line, without what never changes.
 */
public sealed interface Probe {
  /**
   * A fob that works, just pressed.
   *
   * @param code of the moment of the press; a secret
   * @param fobTime by the fob's own clock, right after the press
   */
  record Shown(OneTimeCode code, Battery battery, Drift drift, Instant fobTime) implements Probe {}

  /** A fob with less than 10 % of its battery, which warns before it shows a code. */
  record Weak(Battery battery) implements Probe {}

  /**
   * A fob that shows nothing.
   *
   * @param reason {@link Status#EXHAUSTED} or {@link Status#NOT_SET_UP}
   */
  record Dark(Status reason, Battery battery) implements Probe {}

  /** A fob that does not answer, though the rack does. */
  record Silent() implements Probe {}

  /** A fob that could not be read for another reason. */
  record Unread(StationException why) implements Probe {}
}
