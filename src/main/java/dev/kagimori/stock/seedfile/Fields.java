package dev.kagimori.stock.seedfile;

import dev.kagimori.otp.Algorithm;
import dev.kagimori.otp.Seed;
import dev.kagimori.stock.seedfile.SeedProblem.Reason;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a field may be, in any format; by hand, for each record asks many times. */
final class Fields {
  static final int STEP_MAX = 120;
  static final int DRIFT_MAX_SECONDS = 600;

  private static final int PRINTABLE_MAX = 128;
  private static final int SERIAL_MAX = 20;

  private Fields() {}

  /** 1 to 128 characters, none of them a control character, half a pair or unassigned. */
  static boolean isPrintable(String text) {
    if (text.isEmpty() || text.length() > PRINTABLE_MAX) return false;
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (c >= ' ' && c < 0x7f) continue;
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isDefined(text.codePointAt(i++))) continue;
      if (Character.isISOControl(c) || Character.isSurrogate(c) || !Character.isDefined(c))
        return false;
    }
    return true;
  }

  /**
   * A serial number that may be shown: what is longer than any could be a seed in the wrong column.
   */
  static String serialOrNothing(String text) {
    if (text.isEmpty() || text.length() > SERIAL_MAX) return "";
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (!isLetterOrDigit(c) && c != '-' && c != '_' && c != '.') return "";
    }
    return text;
  }

  /** A whole number of one to six digits; null where the text is none. */
  static @Nullable Integer integer(String text) {
    var sign = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
    var digits = text.length() - sign;
    if (digits < 1 || digits > 6) return null;
    for (var i = sign; i < text.length(); i++)
      if (text.charAt(i) < '0' || text.charAt(i) > '9') return null;
    return Integer.valueOf(text);
  }

  /** SHA-1, SHA-256 or SHA-512, however it is spelt; null where it is none of them. */
  static @Nullable Algorithm algorithm(String text) {
    return switch (text.strip().toUpperCase(Locale.ROOT).replace("-", "").replace("_", "")) {
      case "HMACSHA1", "SHA1" -> Algorithm.SHA1;
      case "HMACSHA256", "SHA256" -> Algorithm.SHA256;
      case "HMACSHA512", "SHA512" -> Algorithm.SHA512;
      default -> null;
    };
  }

  /** Refuses what no token may have (NIST SP 800-63B; RFC 4226 §4 asks for 128 bits). */
  static void checkSeedLength(int line, String field, byte[] seed) throws Refused {
    if (seed.length < Seed.LENGTH_MIN)
      throw Refused.key(
          Reason.WEAK_SEED,
          line,
          field,
          "シードが短すぎます(112 ビット以上)。",
          "The seed is too short (112 bits at least).");
    if (seed.length > Seed.LENGTH_MAX)
      throw Refused.key(
          Reason.SEED_TOO_LONG,
          line,
          field,
          "シードが長すぎます(1024 ビット以下)。",
          "The seed is too long (1024 bits at most).");
  }

  private static boolean isLetterOrDigit(char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  }
}
