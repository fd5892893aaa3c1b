package dev.kagimori.http;

/** The kinds of characters that the forms on the hot path are made of; none beyond ASCII. */
final class Ascii {
  private Ascii() {}

  static boolean isSmall(char c) {
    return c >= 'a' && c <= 'z';
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  static boolean isAlphanumeric(char c) {
    return isSmall(c) || (c >= 'A' && c <= 'Z') || isDigit(c);
  }
}
