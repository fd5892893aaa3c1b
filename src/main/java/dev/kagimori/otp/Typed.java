package dev.kagimori.otp;

/** What Japanese keyboards make of ASCII, undone. */
public final class Typed {
  private Typed() {}

  /** The ASCII form of a full-width character (U+FF01…U+FF5E); every other is left as it is. */
  public static char halfWidth(char c) {
    return c >= '\uff01' && c <= '\uff5e' ? (char) (c - 0xfee0) : c;
  }

  /**
   * Spaces and hyphens that people put between groups: also the ideographic space, the dashes, the
   * minus sign and the long-vowel marks that a Japanese keyboard makes of the hyphen key.
   */
  public static boolean isSeparator(char c) {
    return switch (c) {
      case ' ', '\t', '\u00a0', '\u3000', '-', '\u2212', '\u30fc', '\uff70' -> true;
      default -> c >= '\u2010' && c <= '\u2015';
    };
  }
}
