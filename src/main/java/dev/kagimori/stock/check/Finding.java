package dev.kagimori.stock.check;

import dev.kagimori.token.SerialNumber;
import dev.kagimori.token.Token;
import org.jspecify.annotations.Nullable;

/**
 * What the intake check said of one fob.
 *
 * @param reason why it is defective; null where it is not
 * @param fob as the books have it now; null: they don't know it
 */
public record Finding(
    SerialNumber serial, Result result, @Nullable Reason reason, @Nullable Token fob) {

  /** What came of a check. */
  public enum Result {
    CHECKED,
    DEFECTIVE,
    /** Its clock seems to be off: show this code and the one that follows it. */
    NEXT_CODE_NEEDED,
    /** The code was used before, which says nothing of the fob. */
    REPLAYED,
    /** It is with a customer, or over: no code of it is judged here. */
    NOT_IN_STOCK,
    SUSPENDED,
    UNKNOWN,
    /** The service can't open its seed, so that no code of it can be judged. */
    SEED_UNUSABLE
  }

  /** Why a fob is defective. */
  public enum Reason {
    /** Another seed is in it than its maker delivered. */
    WRONG_SEED,
    BATTERY_LOW,
    BATTERY_EMPTY,
    CLOCK_OFF,
    NO_SEED,
    SILENT
  }
}
