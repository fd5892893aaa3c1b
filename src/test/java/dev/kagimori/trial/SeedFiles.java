package dev.kagimori.trial;

import dev.kagimori.fob.device.Fob;
import dev.kagimori.fob.device.Fobs;
import dev.kagimori.fob.device.Make;
import dev.kagimori.fob.pskc.PskcKey;
import dev.kagimori.otp.Algorithm;
import dev.kagimori.otp.Seed;
import dev.kagimori.secrets.Secrets;
import dev.kagimori.stock.seedfile.PskcWriter;
import dev.kagimori.stock.seedfile.SeedRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Makers' files for tests that send them themselves. */
final class SeedFiles {
  private SeedFiles() {}

  static List<Fob> fobs(TestBank bank, int count) {
    var made = bank.time.instant().minus(Duration.ofDays(30));
    var fobs = Fobs.random(count, Make.SIX_DIGITS, bank.random, made);
    return Secrets.shownBy(fobs, bank.time.instant());
  }

  /** In clear, as makers' customers should not accept it. */
  static byte[] inClear(List<Fob> fobs) {
    var out = new ByteArrayOutputStream();
    try {
      dev.kagimori.fob.pskc.PskcWriter.write(
          out, fobs.stream().map(fob -> PskcKey.of(fob, null)).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** Under a pre-shared key. */
  static byte[] encrypted(List<Fob> fobs, String hex) {
    var out = new ByteArrayOutputStream();
    try {
      var file = PskcWriter.preShared(out, HexFormat.of().parseHex(hex), "test");
      int position = 0;
      for (var fob : fobs) file.add(record(PskcKey.of(fob, null), ++position));
      file.finish();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static SeedRecord record(PskcKey key, int position) {
    return new SeedRecord(
        position,
        0,
        key.serial(),
        key.serial(),
        key.manufacturer(),
        key.model(),
        Optional.of(Algorithm.valueOf(key.rule().algorithm().name())),
        OptionalInt.of(key.rule().digits()),
        OptionalInt.of(key.rule().stepSeconds()),
        Seed.of(key.seed().reveal()),
        160,
        false,
        Optional.empty(),
        Optional.empty(),
        0);
  }

  /** A key that nobody has used yet, as it is typed. */
  static String newKey(TestBank bank) {
    var bytes = new byte[32];
    bank.random.nextBytes(bytes);
    Secrets.seed(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
