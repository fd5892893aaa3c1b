package dev.kagimori.issue;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A start password (利用開始パスワード) as it was typed, in its one spelling. A secret. */
final class TypedPassword {
  private static final int LENGTH_MIN = 4;
  private static final int LENGTH_MAX = 8;

  private final byte[] digits;

  private TypedPassword(String digits) {
    this.digits = digits.getBytes(StandardCharsets.US_ASCII);
  }

  /** Empty unless it has 4 to 8 digits. */
  static Optional<TypedPassword> parse(String typed) {
    return Digits.parse(typed, LENGTH_MIN, LENGTH_MAX).map(TypedPassword::new);
  }

  int length() {
    return digits.length;
  }

  /** The digits, to be hashed; never to be logged. */
  byte[] reveal() {
    return digits.clone();
  }

  @Override
  public String toString() {
    return "TypedPassword(" + digits.length + " digits)";
  }
}
