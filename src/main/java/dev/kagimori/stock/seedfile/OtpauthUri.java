package dev.kagimori.stock.seedfile;

import dev.kagimori.otp.Algorithm;
import dev.kagimori.otp.Seed;
import dev.kagimori.stock.seedfile.SeedProblem.Reason;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One {@code otpauth://totp/ISSUER:ACCOUNT?secret=…}. The serial number is its parameter {@code
 * serial}, or else the account. What is left out is SHA-1, 6 digits and 30 seconds, as that format
 * has it.
 */
final class OtpauthUri {
  private static final String SCHEME = "otpauth://";

  private final int position;
  private final int line;
  private String serial = "";

  OtpauthUri(int position, int line) {
    this.position = position;
    this.line = line;
  }

  /** As far as it was found. */
  String serial() {
    return serial;
  }

  SeedRecord parse(String uri) throws Refused {
    if (!uri.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
      throw malformed("uri", "otpauth:// で始まる URI ではありません。", "Is not a URI of otpauth://.");
    var query = uri.indexOf('?');
    var slash = uri.indexOf('/', SCHEME.length());
    if (slash < 0 || query < slash)
      throw malformed("uri", "ラベルか引数がありません。", "Has no label or no parameters.");
    var type = uri.substring(SCHEME.length(), slash).toLowerCase(Locale.ROOT);
    var parameters = parameters(uri.substring(query + 1));
    var label = decoded("label", uri.substring(slash + 1, query));
    var colon = label.indexOf(':');
    serial = parameters.getOrDefault("serial", label.substring(colon + 1).strip());
    if (!type.equals("totp"))
      throw Refused.key(
          Reason.NOT_TOTP,
          line,
          "type",
          "totp だけが使えます。hotp は対象外です。",
          "Only totp can be used; hotp is out of scope.");
    if (serial.isEmpty())
      throw Refused.key(
          Reason.MISSING,
          line,
          "serial",
          "serial もアカウント名もありません。",
          "There is neither a serial nor an account.");
    var issuer = parameters.getOrDefault("issuer", colon < 0 ? "" : label.substring(0, colon));
    return record(parameters, Fields.printable(line, "issuer", issuer.strip()));
  }

  private SeedRecord record(Map<String, String> parameters, String issuer) throws Refused {
    Fields.printable(line, "serial", serial);
    var stated = parameters.getOrDefault("algorithm", "");
    var algorithm = stated.isEmpty() ? Algorithm.SHA1 : Fields.algorithm(line, "algorithm", stated);
    var digits = Fields.digits(line, "digits", parameters.getOrDefault("digits", ""));
    var step = Fields.step(line, "period", parameters.getOrDefault("period", ""));
    var secret = parameters.getOrDefault("secret", "");
    if (secret.isEmpty())
      throw Refused.key(Reason.MISSING, line, "secret", "シードがありません。", "The seed is missing.");
    var bytes = SeedText.BASE32.decode(secret);
    if (bytes == null) throw malformed("secret", "Base32 ではありません。", "Is not Base32.");
    Fields.checkSeed(line, "secret", bytes);
    var bits = bytes.length * 8;
    return new SeedRecord(
        position,
        line,
        serial,
        "",
        issuer,
        "",
        Optional.of(algorithm),
        OptionalInt.of(digits.orElse(6)),
        OptionalInt.of(step.orElse(30)),
        Seed.owning(bytes),
        bits,
        false,
        Optional.empty(),
        Optional.empty(),
        0);
  }

  private Map<String, String> parameters(String query) throws Refused {
    var parameters = new HashMap<String, String>();
    for (var part : query.split("&", -1)) {
      var equals = part.indexOf('=');
      if (equals < 0) continue;
      var name = part.substring(0, equals).toLowerCase(Locale.ROOT);
      if (parameters.putIfAbsent(name, decoded("uri", part.substring(equals + 1))) != null)
        throw malformed("uri", "同じ引数が二つあります。", "A parameter is there twice.");
    }
    return parameters;
  }

  /** A plus sign stays one: it may be part of an account's name. */
  private String decoded(String field, String text) throws Refused {
    if (text.indexOf('%') < 0) return text;
    var bytes = new ByteArrayOutputStream();
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (c != '%') {
        bytes.writeBytes(text.substring(i, i + 1).getBytes(StandardCharsets.UTF_8));
        continue;
      }
      var high = i + 2 < text.length() ? SeedText.HEX.value(text.charAt(i + 1)) : -1;
      var low = i + 2 < text.length() ? SeedText.HEX.value(text.charAt(i + 2)) : -1;
      if (high < 0 || low < 0)
        throw malformed(field, "% の書き方が違います。", "A % is not followed by two digits.");
      bytes.write(high << 4 | low);
      i += 2;
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      throw malformed(field, "UTF-8 ではありません。", "Is not UTF-8.");
    }
  }

  private Refused malformed(String field, String ja, String en) {
    return Refused.key(Reason.MALFORMED, line, field, ja, en);
  }
}
