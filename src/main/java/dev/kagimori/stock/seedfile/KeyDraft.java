package dev.kagimori.stock.seedfile;

import dev.kagimori.otp.Algorithm;
import dev.kagimori.otp.Seed;
import dev.kagimori.stock.seedfile.SeedProblem.Reason;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** A key package while it is read: the fields as text, then judged together. */
final class KeyDraft implements AutoCloseable {
  /** A field that is there once at most, by the name that people are told. */
  enum Field {
    SERIAL("DeviceInfo/SerialNo"),
    MANUFACTURER("DeviceInfo/Manufacturer"),
    MODEL("DeviceInfo/Model"),
    DEVICE_START("DeviceInfo/StartDate"),
    DEVICE_EXPIRY("DeviceInfo/ExpiryDate"),
    ID("Key/Id"),
    SUITE("Suite"),
    LENGTH("ResponseFormat/Length"),
    SECRET("Secret"),
    TIME("Time"),
    TIME_INTERVAL("TimeInterval"),
    TIME_DRIFT("TimeDrift"),
    POLICY_START("Policy/StartDate"),
    POLICY_EXPIRY("Policy/ExpiryDate"),
    USAGE("KeyUsage");

    final String shown;

    Field(String shown) {
      this.shown = shown;
    }
  }

  private record Written(int line, String value) {}

  private final Dates dates;
  private final Map<Field, Written> fields = new EnumMap<>(Field.class);
  private final Profile profile = new Profile();
  private int line;
  private boolean begun;
  private boolean otp;
  private byte @Nullable [] seed;
  private boolean encrypted;

  KeyDraft(Dates dates) {
    this.dates = dates;
  }

  /** Forgets the package before. */
  void reset(int at) {
    close();
    fields.clear();
    line = at;
    begun = false;
    otp = true;
    encrypted = false;
  }

  void begin(int at, String id, String algorithm) throws Refused {
    if (begun) throw two(at, "Key");
    begun = true;
    profile.check(at, algorithm);
    put(at, Field.ID, id);
  }

  void put(int at, Field field, String value) throws Refused {
    if (fields.putIfAbsent(field, new Written(at, value.strip())) != null)
      throw two(at, field.shown);
  }

  private static Refused two(int at, String field) {
    return Refused.key(Reason.MALFORMED, at, field, "二つあります。", "There are two.");
  }

  void format(int at, String encoding, String length, String checkDigits) throws Refused {
    if (!encoding.equals("DECIMAL"))
      throw Refused.key(
          Reason.NOT_SUPPORTED, at, "Encoding", "DECIMAL だけが使えます。", "Only DECIMAL can be used.");
    if (checkDigits.equals("true") || checkDigits.equals("1"))
      throw Refused.key(
          Reason.NOT_SUPPORTED, at, "CheckDigits", "検査数字は使えません。", "Check digits cannot be used.");
    put(at, Field.LENGTH, length);
  }

  /** Several may stand in a policy; one of them must be OTP. */
  void usage(int at, String usage) {
    var isOtp = usage.strip().equals("OTP");
    var before = fields.put(Field.USAGE, new Written(at, "")) != null;
    otp = before ? otp || isOtp : isOtp;
  }

  /**
   * The seed in clear.
   *
   * @param bytes taken over, and wiped where they cannot be used
   */
  void seed(int at, byte[] bytes, boolean wasEncrypted) throws Refused {
    try {
      put(at, Field.SECRET, "");
    } catch (Refused e) {
      Arrays.fill(bytes, (byte) 0);
      throw e;
    }
    seed = bytes;
    encrypted = wasEncrypted;
  }

  /** What stands in the place of the serial number, so far. */
  String serial() {
    return value(Field.SERIAL);
  }

  /** The key, when all of it was read. */
  SeedRecord record(int position) throws Refused {
    if (!begun) throw Refused.key(Reason.MISSING, line, "Key", "ありません。", "Is missing.");
    if (!otp)
      throw Refused.key(
          Reason.POLICY,
          at(Field.USAGE),
          "KeyUsage",
          "OTP に使える鍵ではありません。",
          "The key is not for OTP.");
    var serial = required(Field.SERIAL, "SerialNo");
    var id = required(Field.ID, "Id");
    var algorithm = algorithm();
    var digits = digits();
    var step = step();
    var drift = drift(step);
    var start = date(Field.DEVICE_START, Field.POLICY_START, true);
    var expiry = date(Field.DEVICE_EXPIRY, Field.POLICY_EXPIRY, false);
    var manufacturer = printable(Field.MANUFACTURER, "DeviceInfo/Manufacturer");
    var model = printable(Field.MODEL, "DeviceInfo/Model");
    var bytes = takeSeed();
    var bits = bytes.length * 8;
    return new SeedRecord(
        position,
        line,
        serial,
        id,
        manufacturer,
        model,
        algorithm,
        OptionalInt.of(digits),
        step,
        Seed.owning(bytes),
        bits,
        encrypted,
        start,
        expiry,
        drift);
  }

  private Optional<Algorithm> algorithm() throws Refused {
    var suite = value(Field.SUITE);
    if (suite.isEmpty()) return Optional.empty();
    var algorithm = Fields.algorithm(suite);
    if (algorithm == null)
      throw Refused.key(
          Reason.NOT_SUPPORTED,
          at(Field.SUITE),
          "Suite",
          "HMAC-SHA1, HMAC-SHA256, HMAC-SHA512 のどれかです。",
          "Must be HMAC-SHA1, HMAC-SHA256 or HMAC-SHA512.");
    return Optional.of(algorithm);
  }

  private int digits() throws Refused {
    var digits = value(Field.LENGTH);
    if (digits.equals("6")) return 6;
    if (digits.equals("8")) return 8;
    throw Refused.key(
        digits.isEmpty() ? Reason.MISSING : Reason.OUT_OF_RANGE,
        at(Field.LENGTH),
        "ResponseFormat/Length",
        "6 か 8 です。",
        "Must be 6 or 8.");
  }

  private OptionalInt step() throws Refused {
    if (number(Field.TIME, 0) != 0)
      throw Refused.key(
          Reason.NOT_SUPPORTED,
          at(Field.TIME),
          "Time",
          "0(1970 年から数える)だけが使えます。",
          "Only 0 (counted from 1970) can be used.");
    if (!fields.containsKey(Field.TIME_INTERVAL)) return OptionalInt.empty();
    var step = number(Field.TIME_INTERVAL, 0);
    if (step < 1 || step > Fields.STEP_MAX)
      throw Refused.key(
          Reason.OUT_OF_RANGE,
          at(Field.TIME_INTERVAL),
          "TimeInterval",
          "1 から 120 秒です。",
          "Must be 1 to 120 seconds.");
    return OptionalInt.of(step);
  }

  private int drift(OptionalInt step) throws Refused {
    var drift = number(Field.TIME_DRIFT, 0);
    if (Math.abs((long) drift) * step.orElse(30) > Fields.DRIFT_MAX_SECONDS)
      throw Refused.key(
          Reason.OUT_OF_RANGE,
          at(Field.TIME_DRIFT),
          "TimeDrift",
          "± 10 分以内です。",
          "Must be within ± 10 minutes.");
    return drift;
  }

  private int number(Field field, int absent) throws Refused {
    if (!fields.containsKey(field)) return absent;
    var number = Fields.integer(value(field));
    if (number == null)
      throw Refused.key(
          Reason.MALFORMED, at(field), field.shown, "整数ではありません。", "Is not a whole number.");
    return number;
  }

  private byte[] takeSeed() throws Refused {
    var bytes = seed;
    if (bytes == null)
      throw Refused.key(Reason.MISSING, line, "Secret", "シードがありません。", "The seed is missing.");
    Fields.checkSeed(at(Field.SECRET), "Secret", bytes);
    seed = null;
    return bytes;
  }

  /** Where device and policy both say it, the narrower counts. */
  private Optional<Instant> date(Field ofDevice, Field ofPolicy, boolean later) throws Refused {
    var device = instant(ofDevice);
    var policy = instant(ofPolicy);
    if (device == null || policy == null)
      return Optional.ofNullable(device == null ? policy : device);
    return Optional.of(device.isAfter(policy) == later ? device : policy);
  }

  private @Nullable Instant instant(Field field) throws Refused {
    if (!fields.containsKey(field)) return null;
    return dates.parse(at(field), field.shown, value(field));
  }

  private String required(Field field, String shown) throws Refused {
    if (value(field).isEmpty())
      throw Refused.key(Reason.MISSING, at(field), shown, "ありません。", "Is missing.");
    return printable(field, field.shown);
  }

  private String printable(Field field, String shown) throws Refused {
    return Fields.printable(at(field), shown, value(field));
  }

  private String value(Field field) {
    var written = fields.get(field);
    return written == null ? "" : written.value;
  }

  private int at(Field field) {
    var written = fields.get(field);
    return written == null ? line : written.line;
  }

  /** Wipes a seed that nobody took. */
  @Override
  public void close() {
    if (seed != null) Arrays.fill(seed, (byte) 0);
    seed = null;
  }
}
