package dev.kagimori.issue;

import java.security.SecureRandom;
import java.util.Optional;

/**
 * By what an app names its issue (ユーザID): eleven random digits and a check digit (Luhn, ISO/IEC
 * 7812-1), which finds every single wrong digit and nearly every pair that was swapped.
 */
record UserId(String value) {
  static final int LENGTH = 12;
  private static final SecureRandom RANDOM = new SecureRandom();

  static UserId random() {
    var digits = new StringBuilder(LENGTH);
    for (int n = 1; n < LENGTH; n++) digits.append((char) ('0' + RANDOM.nextInt(10)));
    return new UserId(digits.append(check(digits)).toString());
  }

  /** Empty where nobody can have been given it: a digit too few or too many, or one mistyped. */
  static Optional<UserId> parse(String typed) {
    return Digits.parse(typed, LENGTH, LENGTH)
        .filter(digits -> digits.charAt(LENGTH - 1) == check(digits.subSequence(0, LENGTH - 1)))
        .map(UserId::new);
  }

  private static char check(CharSequence digits) {
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      int doubled = 2 * digit;
      sum += i % 2 == 1 ? digit : doubled > 9 ? doubled - 9 : doubled;
    }
    return (char) ('0' + (10 - sum % 10) % 10);
  }
}
