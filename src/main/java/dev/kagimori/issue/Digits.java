package dev.kagimori.issue;

import dev.kagimori.otp.Typed;
import java.util.Optional;

/** Numbers as people type them: full-width digits, spaces and hyphens are understood. */
final class Digits {
  /** Longer input is refused unread. */
  private static final int INPUT_MAX = 64;

  private Digits() {}

  /** Empty unless that leaves so many digits and nothing else. */
  static Optional<String> parse(String typed, int least, int most) {
    if (typed.length() > INPUT_MAX) return Optional.empty();
    var digits = new StringBuilder(most);
    for (int i = 0; i < typed.length(); i++) {
      char c = Typed.halfWidth(typed.charAt(i));
      if (Typed.isSeparator(c)) continue;
      if (c < '0' || c > '9') return Optional.empty();
      digits.append(c);
    }
    return digits.length() < least || digits.length() > most
        ? Optional.empty()
        : Optional.of(digits.toString());
  }
}
