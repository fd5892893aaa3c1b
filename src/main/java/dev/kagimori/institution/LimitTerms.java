package dev.kagimori.institution;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How much a day may go to payees named case by case (A1).
 *
 * @param withoutOtp yen without a code; the declared limit where that is less; null: not cut
 * @param from when the cut came into force; null: it always was
 * @param afterChange whether the cut also holds until the day after a start or exchange
 */
public record LimitTerms(@Nullable Long withoutOtp, @Nullable Instant from, boolean afterChange) {
  static final LimitTerms NONE = new LimitTerms(null, null, false);

  /**
   * The limit in force.
   *
   * @param declared yen; null: none declared
   * @param otp whether the customer has a token whose code is asked for
   * @param changed when that token came into use; null: none is
   * @return yen; null: none
   */
  public @Nullable Long of(
      @Nullable Long declared, boolean otp, @Nullable Instant changed, Instant now) {
    if (withoutOtp == null || (from != null && now.isBefore(from))) return declared;
    if (otp && !(afterChange && changed != null && isSameDay(changed, now))) return declared;
    return declared == null ? withoutOtp : Long.valueOf(Math.min(declared, withoutOtp));
  }

  private static boolean isSameDay(Instant changed, Instant now) {
    return BusinessDay.of(changed).equals(BusinessDay.of(now));
  }
}
