package dev.kagimori.institution;

import java.time.Duration;
import java.time.Instant;

/**
 * How long app tokens are valid (C4, C5).
 *
 * @param years from activation or renewal on, 4 to 20
 * @param renewalDays how long before the end it may be renewed, 1 to 365
 */
public record Validity(int years, int renewalDays) {
  static final Validity USUAL = new Validity(5, 30);

  /** The first instant at which a token that is activated or renewed now is expired. */
  public Instant until(Instant now) {
    return now.atZone(BusinessDay.TOKYO).plusYears(years).toInstant();
  }

  /** From when on a token that is valid until then may be renewed. */
  public Instant renewableFrom(Instant validUntil) {
    return validUntil.minus(Duration.ofDays(renewalDays));
  }
}
