package dev.kagimori.otp;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

/** A code as a customer typed it, in its one spelling: 6 to 8 ASCII digits. A secret. */
public final class OneTimeCode {
  /** Digits at most. */
  public static final int LENGTH_MAX = 8;

  private static final int LENGTH_MIN = 6;

  /** Longer input is refused unread. */
  private static final int INPUT_MAX = 64;

  private final byte[] digits;

  private OneTimeCode(String digits) {
    this.digits = digits.getBytes(StandardCharsets.US_ASCII);
  }

  static OneTimeCode of(String digits) {
    return new OneTimeCode(digits);
  }

  /**
   * Reads what was typed: full-width digits count as digits; spaces and hyphens, the ones that
   * Japanese keyboards make too, are left out.
   *
   * @return empty when that does not leave 6 to 8 digits
   */
  public static Optional<OneTimeCode> parse(String typed) {
    if (typed.length() > INPUT_MAX) return Optional.empty();
    var digits = new StringBuilder(LENGTH_MAX);
    for (int i = 0; i < typed.length(); i++) {
      char c = Typed.halfWidth(typed.charAt(i));
      if (Typed.isSeparator(c)) continue;
      if (c < '0' || c > '9') return Optional.empty();
      digits.append(c);
    }
    return digits.length() < LENGTH_MIN || digits.length() > LENGTH_MAX
        ? Optional.empty()
        : Optional.of(new OneTimeCode(digits.toString()));
  }

  /** The digits, to be shown or hashed; never to be logged. */
  public String reveal() {
    return new String(digits, StandardCharsets.US_ASCII);
  }

  int value() {
    int value = 0;
    for (byte digit : digits) value = value * 10 + digit - '0';
    return value;
  }

  int length() {
    return digits.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof OneTimeCode code && MessageDigest.isEqual(digits, code.digits);
  }

  @Override
  public int hashCode() {
    return OneTimeCode.class.hashCode(); // says nothing of the digits
  }

  @Override
  public String toString() {
    return "OneTimeCode(" + digits.length + " digits)";
  }
}
