package dev.kagimori.stock.intake;

import dev.kagimori.otp.Algorithm;
import dev.kagimori.otp.Seed;
import dev.kagimori.secrets.Secrets;
import dev.kagimori.stock.seedfile.PskcWriter;
import dev.kagimori.stock.seedfile.SeedRecord;
import dev.kagimori.stock.seedfile.TransportKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;

/** A maker who writes encrypted seed files, and CSV in clear. */
final class Maker {
  private static final int TOLD = 1_000;
  private static final byte[] KEY = bytes(-1, 32);

  private Maker() {}

  static String serial(int number) {
    return "GM%08d".formatted(number);
  }

  /** The seed of a fob: the same in every run. */
  static byte[] seed(int number) {
    var seed = bytes(number, 20);
    if (number < TOLD) Secrets.seed(seed);
    return seed;
  }

  /** Its line in a CSV file of {@code serial,secret_hex}. */
  static String row(int number) {
    return serial(number) + "," + HexFormat.of().formatHex(seed(number)) + "\n";
  }

  private static byte[] bytes(int number, int length) {
    var bytes = new byte[length];
    new Random(20_261_121L + number).nextBytes(bytes);
    return bytes;
  }

  /** As the make GM has it. */
  static SeedRecord fob(int number) {
    return fob(serial(number), seed(number), 6);
  }

  static SeedRecord fob(String serial, byte[] seed, int digits) {
    return fob(serial, seed, digits, Optional.empty(), Optional.empty());
  }

  static SeedRecord fob(
      String serial, byte[] seed, int digits, Optional<Instant> start, Optional<Instant> expiry) {
    return new SeedRecord(
        1,
        1,
        serial,
        "",
        "",
        "",
        Optional.of(Algorithm.SHA1),
        OptionalInt.of(digits),
        OptionalInt.of(30),
        Seed.of(seed),
        seed.length * 8,
        true,
        start,
        expiry,
        0);
  }

  static List<SeedRecord> fobs(int from, int to) {
    return IntStream.range(from, to).mapToObj(Maker::fob).toList();
  }

  static byte[] pskc(List<SeedRecord> fobs) throws IOException {
    var out = new ByteArrayOutputStream();
    var writer = PskcWriter.preShared(out, KEY, "transport");
    for (var fob : fobs) writer.add(fob);
    writer.finish();
    return out.toByteArray();
  }

  /** A file that is too large to be held. */
  static void pskc(int from, int to, OutputStream out) throws IOException {
    var writer = PskcWriter.preShared(out, KEY, "transport");
    for (int n = from; n < to; n++) writer.add(fob(n));
    writer.finish();
  }

  static TransportKey key() {
    return TransportKey.preShared(KEY);
  }

  static byte[] keyBytes() {
    return KEY.clone();
  }
}
