package dev.kagimori.stock.seedfile;

import dev.kagimori.otp.Algorithm;
import dev.kagimori.otp.Seed;
import dev.kagimori.stock.seedfile.SeedProblem.Reason;
import java.util.Locale;
import java.util.OptionalInt;
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

  static Algorithm algorithm(int line, String field, String text) throws Refused {
    var algorithm = algorithm(text);
    if (algorithm == null)
      throw Refused.key(
          Reason.NOT_SUPPORTED,
          line,
          field,
          "SHA1、SHA256、SHA512 のどれかです。",
          "Must be SHA1, SHA256 or SHA512.");
    return algorithm;
  }

  /** Empty where nothing is stated. */
  static OptionalInt digits(int line, String field, String text) throws Refused {
    if (text.isEmpty()) return OptionalInt.empty();
    if (text.equals("6")) return OptionalInt.of(6);
    if (text.equals("8")) return OptionalInt.of(8);
    throw Refused.key(Reason.OUT_OF_RANGE, line, field, "6 か 8 です。", "Must be 6 or 8.");
  }

  /** Empty where nothing is stated. */
  static OptionalInt step(int line, String field, String text) throws Refused {
    if (text.isEmpty()) return OptionalInt.empty();
    var step = integer(text);
    if (step == null || step < 1 || step > STEP_MAX)
      throw Refused.key(
          Reason.OUT_OF_RANGE, line, field, "1 から 120 秒です。", "Must be 1 to 120 seconds.");
    return OptionalInt.of(step);
  }

  /** In steps; 0 where nothing is stated. */
  static int drift(int line, String field, String text, OptionalInt step) throws Refused {
    if (text.isEmpty()) return 0;
    var drift = integer(text);
    if (drift == null || Math.abs((long) drift) * step.orElse(30) > DRIFT_MAX_SECONDS)
      throw Refused.key(
          Reason.OUT_OF_RANGE, line, field, "± 10 分以内です。", "Must be within ± 10 minutes.");
    return drift;
  }

  /** The same text, where it is empty or printable. */
  static String printable(int line, String field, String text) throws Refused {
    if (!text.isEmpty() && !isPrintable(text))
      throw Refused.key(
          Reason.MALFORMED,
          line,
          field,
          "128 文字以内で、制御文字は使えません。",
          "Has 128 characters at most, and no control characters.");
    return text;
  }

  /** Refuses what no token may have (NIST SP 800-63B; RFC 4226 §4 asks for 128 bits). */
  static void checkSeed(int line, String field, byte[] seed) throws Refused {
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
    if (isOneByte(seed))
      throw Refused.key(
          Reason.WEAK_SEED,
          line,
          field,
          "シードのすべてのバイトが同じ値です(鍵が設定されていません)。メーカーに再発行を依頼してください。",
          "All bytes of the seed are the same: nobody made it at random. Ask the maker for"
              + " another.");
  }

  private static boolean isOneByte(byte[] seed) {
    int differing = 0;
    for (byte b : seed) differing |= b ^ seed[0];
    return differing == 0;
  }

  private static boolean isLetterOrDigit(char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  }
}
