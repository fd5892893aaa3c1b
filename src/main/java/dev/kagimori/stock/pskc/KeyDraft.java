package dev.kagimori.stock.pskc;

import dev.kagimori.otp.Algorithm;
import dev.kagimori.otp.Seed;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A key package while it is read: the fields as text, then judged together. */
final class KeyDraft implements AutoCloseable {
  private static final String TOTP = "urn:ietf:params:xml:ns:keyprov:pskc:totp";
  private static final String HOTP = "urn:ietf:params:xml:ns:keyprov:pskc:hotp";
  private static final Pattern OCRA = Pattern.compile("(?i).*ocra.*");
  private static final Pattern PRINTABLE = Pattern.compile("[^\\p{Cc}\\p{Cs}\\p{Cn}]{1,128}");
  private static final Pattern WHITE = Pattern.compile("[ \\t\\r\\n]+");
  private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]{1,6}");
  private static final int SEED_MIN = 16; // RFC 4226 §4, R6
  private static final int STEP_MAX = 120;
  private static final int DRIFT_MAX_SECONDS = 600;

  private record Text(int line, String value) {}

  private final int line;
  private final Map<String, Text> fields = new HashMap<>();
  private boolean begun;
  private boolean otp = true;

  KeyDraft(int line) {
    this.line = line;
  }

  void begin(int at, String id, String algorithm) throws Refused {
    if (begun) throw Refused.key(at, "Key", "二つあります。", "There are two.");
    begun = true;
    if (algorithm.equalsIgnoreCase(HOTP))
      throw Refused.key(
          at, "Algorithm", "HOTP(カウンター型)は対象外です。", "HOTP (counter-based) is out of scope.");
    if (OCRA.matcher(algorithm).matches())
      throw Refused.key(
          at, "Algorithm", "OCRA(チャレンジ型)は対象外です。", "OCRA (challenge-based) is out of scope.");
    if (!algorithm.equalsIgnoreCase(TOTP))
      throw Refused.key(at, "Algorithm", "TOTP だけが使えます。", "Only TOTP can be used.");
    put(at, "Key/Id", id);
  }

  void put(int at, String field, String value) throws Refused {
    if (fields.putIfAbsent(field, new Text(at, value)) != null)
      throw Refused.key(at, field, "二つあります。", "There are two.");
  }

  void format(int at, String encoding, String length, String checkDigits) throws Refused {
    if (!encoding.equals("DECIMAL"))
      throw Refused.key(at, "Encoding", "DECIMAL だけが使えます。", "Only DECIMAL can be used.");
    if (checkDigits.equals("true") || checkDigits.equals("1"))
      throw Refused.key(at, "CheckDigits", "検査数字は使えません。", "Check digits cannot be used.");
    put(at, "Length", length);
  }

  /** Several may stand in a policy; one of them must be OTP. */
  void usage(int at, String usage) {
    var isOtp = usage.strip().equals("OTP");
    var before = fields.put("KeyUsage", new Text(at, "")) != null;
    otp = before ? otp || isOtp : isOtp;
  }

  /** The key, when all of it was read. */
  PskcKey key() throws Refused {
    if (!begun) throw Refused.key(line, "Key", "ありません。", "Is missing.");
    if (!otp)
      throw Refused.key(at("KeyUsage"), "KeyUsage", "OTP に使える鍵ではありません。", "The key is not for OTP.");
    var serial = required("DeviceInfo/SerialNo", "SerialNo");
    var id = required("Key/Id", "Id");
    var algorithm = algorithm();
    var digits = digits();
    var step = step();
    var drift = drift(step);
    var start = date("StartDate", true);
    var expiry = date("ExpiryDate", false);
    var manufacturer = optional("DeviceInfo/Manufacturer");
    var model = optional("DeviceInfo/Model");
    return new PskcKey(
        serial,
        id,
        manufacturer,
        model,
        algorithm,
        digits,
        step,
        seed(),
        start,
        expiry,
        drift,
        line);
  }

  private Algorithm algorithm() throws Refused {
    var suite = fields.get("Suite");
    if (suite == null) return Algorithm.SHA1;
    return switch (suite.value.strip().toUpperCase(Locale.ROOT).replace("-", "")) {
      case "HMACSHA1", "SHA1" -> Algorithm.SHA1;
      case "HMACSHA256", "SHA256" -> Algorithm.SHA256;
      case "HMACSHA512", "SHA512" -> Algorithm.SHA512;
      default ->
          throw Refused.key(
              suite.line,
              "Suite",
              "HMAC-SHA1, HMAC-SHA256, HMAC-SHA512 のどれかです。",
              "Must be HMAC-SHA1, HMAC-SHA256 or HMAC-SHA512.");
    };
  }

  private int digits() throws Refused {
    var length = fields.get("Length");
    var digits = length == null ? "" : length.value;
    if (!digits.equals("6") && !digits.equals("8"))
      throw Refused.key(at("Length"), "ResponseFormat/Length", "6 か 8 です。", "Must be 6 or 8.");
    return Integer.parseInt(digits);
  }

  private int step() throws Refused {
    var time = number("Time", 0);
    if (time != 0)
      throw Refused.key(
          at("Time"), "Time", "0(1970 年から数える)だけが使えます。", "Only 0 (counted from 1970) can be used.");
    var step = number("TimeInterval", 30);
    if (step < 1 || step > STEP_MAX)
      throw Refused.key(
          at("TimeInterval"), "TimeInterval", "1 から 120 秒です。", "Must be 1 to 120 seconds.");
    return step;
  }

  private int drift(int step) throws Refused {
    var drift = number("TimeDrift", 0);
    if (Math.abs((long) drift) * step > DRIFT_MAX_SECONDS)
      throw Refused.key(
          at("TimeDrift"), "TimeDrift", "± 10 分以内です。", "Must be within ± 10 minutes.");
    return drift;
  }

  private int number(String field, int absent) throws Refused {
    var text = fields.get(field);
    if (text == null) return absent;
    var value = text.value.strip();
    if (!INTEGER.matcher(value).matches())
      throw Refused.key(text.line, field, "整数ではありません。", "Is not a whole number.");
    return Integer.parseInt(value);
  }

  private Seed seed() throws Refused {
    var text = fields.get("Secret");
    if (text == null) throw Refused.key(line, "Secret", "シードがありません。", "The seed is missing.");
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(WHITE.matcher(text.value).replaceAll(""));
    } catch (IllegalArgumentException e) { // its message quotes the value
      throw Refused.key(text.line, "Secret", "Base64 ではありません。", "Is not Base64.");
    }
    try {
      if (bytes.length < SEED_MIN)
        throw Refused.key(
            text.line,
            "Secret",
            "シードが短すぎます(128 ビット以上)。",
            "The seed is too short (128 bits at least).");
      if (bytes.length > Seed.LENGTH_MAX)
        throw Refused.key(
            text.line,
            "Secret",
            "シードが長すぎます(1024 ビット以下)。",
            "The seed is too long (1024 bits at most).");
      return Seed.of(bytes);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  /** Where device and policy both say it, the narrower counts. */
  private Optional<Instant> date(String name, boolean later) throws Refused {
    var device = instant("DeviceInfo/" + name);
    var policy = instant("Policy/" + name);
    if (device == null || policy == null)
      return Optional.ofNullable(device == null ? policy : device);
    return Optional.of(device.isAfter(policy) == later ? device : policy);
  }

  private @Nullable Instant instant(String field) throws Refused {
    var text = fields.get(field);
    if (text == null) return null;
    try {
      return OffsetDateTime.parse(text.value.strip()).toInstant();
    } catch (DateTimeException e) {
      throw Refused.key(
          text.line,
          field,
          "2026-11-21T00:00:00Z の形で書いてください。",
          "Write it as 2026-11-21T00:00:00Z.");
    }
  }

  private String required(String field, String shown) throws Refused {
    var text = fields.get(field);
    var value = text == null ? "" : text.value.strip();
    if (value.isEmpty()) throw Refused.key(at(field), shown, "ありません。", "Is missing.");
    return printable(field, value);
  }

  private String optional(String field) throws Refused {
    var text = fields.get(field);
    var value = text == null ? "" : text.value.strip();
    return value.isEmpty() ? "" : printable(field, value);
  }

  private String printable(String field, String value) throws Refused {
    if (!PRINTABLE.matcher(value).matches())
      throw Refused.key(
          at(field),
          field,
          "128 文字以内で、制御文字は使えません。",
          "Has 128 characters at most, and no control characters.");
    return value;
  }

  private int at(String field) {
    var text = fields.get(field);
    return text == null ? line : text.line;
  }

  /** Forgets the seed's text as soon as may be. */
  @Override
  public void close() {
    fields.clear();
  }
}
