package dev.kagimori.institution;

import dev.kagimori.otp.Totp;

/**
 * A maker's model of token, known by the serial number's prefix (E9).
 *
 * @param prefix in the serial number's normal spelling
 * @param start when it may be registered
 * @param exchange when it may be exchanged to
 * @param selfIssued whether an app may have a token of it before any customer is known (E8)
 * @param batteryMonths how long a fob's battery lasts from its delivery, 1 to 240
 */
public record Make(
    String prefix,
    String name,
    Kind kind,
    Totp totp,
    Period start,
    Period exchange,
    boolean selfIssued,
    int batteryMonths) {

  /** Fob or app token. */
  public enum Kind {
    HARDWARE,
    SOFTWARE
  }
}
