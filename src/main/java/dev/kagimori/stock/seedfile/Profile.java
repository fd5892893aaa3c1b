package dev.kagimori.stock.seedfile;

import dev.kagimori.stock.seedfile.SeedProblem.Reason;
import java.util.Locale;

/**
 * The kind of a PSKC key, by the name of its profile (RFC 6030 §10, §12.4 and the drafts before
 * it). Files name the same one all along, so that the last good one is remembered.
 */
final class Profile {
  private static final String TOTP = "urn:ietf:params:xml:ns:keyprov:pskc:totp";

  private String good = TOTP;

  /** Passes for TOTP alone. */
  void check(int line, String algorithm) throws Refused {
    if (algorithm.equals(good)) return;
    var name = algorithm.toLowerCase(Locale.ROOT);
    if (name.contains("hotp"))
      throw Refused.key(
          Reason.NOT_TOTP,
          line,
          "Algorithm",
          "HOTP(カウンター型)は対象外です。",
          "HOTP (counter-based) is out of scope.");
    if (name.contains("ocra"))
      throw Refused.key(
          Reason.NOT_TOTP,
          line,
          "Algorithm",
          "OCRA(チャレンジ型)は対象外です。",
          "OCRA (challenge-based) is out of scope.");
    if (name.isEmpty())
      throw Refused.key(
          Reason.NOT_TOTP,
          line,
          "Algorithm",
          "Algorithm が書かれていません。TOTP だけが使えます。",
          "Does not state its Algorithm; only TOTP can be used.");
    if (!name.equals(TOTP) && !name.endsWith("#totp"))
      throw Refused.key(
          Reason.NOT_TOTP, line, "Algorithm", "TOTP だけが使えます。", "Only TOTP can be used.");
    good = algorithm;
  }
}
