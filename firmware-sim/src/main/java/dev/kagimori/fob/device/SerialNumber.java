package dev.kagimori.fob.device;

import java.util.regex.Pattern;

/** The shape of what stands on a fob's back. */
public final class SerialNumber {
  private static final Pattern SHAPE = Pattern.compile("[A-Z0-9]{6,20}");

  private SerialNumber() {}

  public static boolean isValid(String text) {
    return SHAPE.matcher(text).matches();
  }

  /**
   * The same text, if it is a serial number.
   *
   * @throws IllegalArgumentException unless it is 6 to 20 characters of A–Z and 0–9
   */
  public static String require(String text) {
    if (!isValid(text)) {
      throw new IllegalArgumentException("a serial number is 6 to 20 characters of A-Z and 0-9");
    }
    return text;
  }
}
