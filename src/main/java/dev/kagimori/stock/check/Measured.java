package dev.kagimori.stock.check;

import dev.kagimori.otp.OneTimeCode;
import dev.kagimori.token.SerialNumber;
import org.jspecify.annotations.Nullable;

/**
 * What the desk read from one fob.
 *
 * @param code what it showed; null where it showed none
 * @param next what it showed a step later; null where that was not asked for
 * @param driftMillis its clock minus the desk's, as the desk measured it; for the record
 * @param batteryPercent what is left, 0 to 100
 * @param presses of its button so far
 * @param dark why it shows nothing at all; null: it shows something
 */
public record Measured(
    SerialNumber serial,
    @Nullable OneTimeCode code,
    @Nullable OneTimeCode next,
    @Nullable Long driftMillis,
    @Nullable Integer batteryPercent,
    @Nullable Long presses,
    @Nullable Dark dark) {

  /** Why a fob shows nothing. */
  public enum Dark {
    /** Its battery is empty. */
    EXHAUSTED,
    /** Its maker gave it no seed. */
    NOT_SET_UP,
    /** It is in the rack, and does not answer. */
    SILENT
  }

  /** Whether there is anything to judge it by: a code, or what makes a code needless. */
  public boolean tells() {
    return code != null || dark != null || isLow();
  }

  boolean isLow() {
    return batteryPercent != null && batteryPercent < Fitness.BATTERY_PERCENT_MIN;
  }
}
