package dev.kagimori.bench;

import dev.kagimori.otp.Algorithm;
import dev.kagimori.otp.Seed;
import dev.kagimori.stock.seedfile.PskcWriter;
import dev.kagimori.stock.seedfile.SeedRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/** A maker's file: PSKC under AES-256-CBC with HMAC-SHA-256. */
final class SeedFileMade {
  private static final int SEED = 20;
  private static final Instant EXPIRY = Instant.parse("2036-01-01T00:00:00Z");

  private SeedFileMade() {}

  static void write(Path file, byte[] key, int count) throws IOException {
    var random = new SecureRandom();
    var bytes = new byte[SEED];
    try (var out = Files.newOutputStream(file)) {
      var writer = PskcWriter.preShared(out, key, "bench");
      for (int n = 0; n < count; n++) {
        random.nextBytes(bytes);
        try (var seed = Seed.of(bytes)) {
          writer.add(record(Tokens.serial(Tokens.STOCK + n), seed));
        }
      }
      writer.finish();
    }
  }

  private static SeedRecord record(String serial, Seed seed) {
    return new SeedRecord(
        1,
        1,
        serial,
        "",
        "Bench",
        "",
        Optional.of(Algorithm.SHA1),
        OptionalInt.of(6),
        OptionalInt.of(Tokens.STEP_SECONDS),
        seed,
        SEED * 8,
        true,
        Optional.empty(),
        Optional.of(EXPIRY),
        0);
  }
}
