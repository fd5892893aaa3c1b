package dev.kagimori.stock.print;

import java.util.regex.Pattern;

/** What records for paper must keep to. */
final class Printable {
  /** More than fits anywhere; what is too long for its place is cut or wrapped there. */
  static final int TEXT_MAX = 200;

  private static final Pattern SERIAL = Pattern.compile("[A-Z0-9]{6,20}");

  private Printable() {}

  static void requireSerial(String serial) {
    if (!SERIAL.matcher(serial).matches()) {
      throw new IllegalArgumentException("a serial number is 6 to 20 characters of A-Z and 0-9");
    }
  }

  static void requireText(String name, String text) {
    if (text.length() > TEXT_MAX || text.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          name + ": at most " + TEXT_MAX + " characters, none of them a control character");
    }
  }
}
