package dev.kagimori.institution;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How long app tokens are valid (C4, C5).
 *
 * @param years from activation or renewal on, 4 to 20; null: they do not expire
 * @param renewalDays how long before the end it may be renewed, 1 to 365
 */
public record Validity(@Nullable Integer years, int renewalDays) {
  /** Where nothing is said and apps renew. */
  static final Validity USUAL = new Validity(5, 30);

  /** Where nothing is said and nobody could renew. */
  static final Validity ENDLESS = new Validity(null, 30);

  /** The first instant at which a token that is activated or renewed now is expired; null: none. */
  public @Nullable Instant until(Instant now) {
    return years == null ? null : now.atZone(BusinessDay.TOKYO).plusYears(years).toInstant();
  }

  /** From when on a token that is valid until then may be renewed. */
  public Instant renewableFrom(Instant validUntil) {
    return validUntil.minus(Duration.ofDays(renewalDays));
  }
}
