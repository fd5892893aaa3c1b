package dev.kagimori.station;

import dev.kagimori.otp.Typed;
import java.util.Optional;
import java.util.regex.Pattern;

/** Serial numbers as they stand on the line: 6 to 20 of A–Z and 0–9 (§2). */
final class Serial {
  private static final Pattern FORM = Pattern.compile("[A-Z0-9]{6,20}");

  /** Longer input is refused unread. */
  private static final int INPUT_MAX = 64;

  private Serial() {}

  static boolean isValid(String serial) {
    return FORM.matcher(serial).matches();
  }

  /** Reads what a person typed: full-width or lower-case characters, spaces and hyphens too. */
  static Optional<String> parse(String typed) {
    if (typed.length() > INPUT_MAX) return Optional.empty();
    var serial = new StringBuilder();
    for (int i = 0; i < typed.length(); i++) {
      char c = Typed.halfWidth(typed.charAt(i));
      if (!Typed.isSeparator(c)) serial.append(c >= 'a' && c <= 'z' ? (char) (c - 'a' + 'A') : c);
    }
    return Optional.of(serial.toString()).filter(Serial::isValid);
  }
}
