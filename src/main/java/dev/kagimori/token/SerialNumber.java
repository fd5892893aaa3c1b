package dev.kagimori.token;

import dev.kagimori.otp.OneTimeCode;
import dev.kagimori.otp.Typed;
import java.util.Optional;

/** A token's public name in its one spelling: 6 to 20 of {@code A–Z 0–9} (E10, F1). */
public record SerialNumber(String value) implements Comparable<SerialNumber> {
  private static final int LENGTH_MIN = 6;
  private static final int LENGTH_MAX = 20;

  /** Longer input is refused unread. */
  private static final int INPUT_MAX = 64;

  public SerialNumber {
    if (!isNormal(value))
      throw new IllegalArgumentException("a serial number is 6 to 20 of A-Z and 0-9");
  }

  /**
   * Reads what was typed: full-width or lower-case, with spaces or hyphens, it is the same serial
   * number (E10).
   *
   * @return empty when it can't be one
   */
  public static Optional<SerialNumber> parse(String typed) {
    if (typed.length() > INPUT_MAX) return Optional.empty();
    var normal = new StringBuilder(LENGTH_MAX);
    for (int i = 0; i < typed.length(); i++) {
      char c = Typed.halfWidth(typed.charAt(i));
      if (Typed.isSeparator(c)) continue;
      normal.append(c >= 'a' && c <= 'z' ? (char) (c - 'a' + 'A') : c);
    }
    var value = normal.toString();
    return isNormal(value) ? Optional.of(new SerialNumber(value)) : Optional.empty();
  }

  /** Whether somebody may have typed a code in its place: 6 to 8 digits and nothing else. */
  public boolean couldBeCode() {
    return value.length() <= OneTimeCode.LENGTH_MAX
        && value.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static boolean isNormal(String value) {
    return value.length() >= LENGTH_MIN
        && value.length() <= LENGTH_MAX
        && value.chars().allMatch(c -> (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'));
  }

  @Override
  public int compareTo(SerialNumber other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
