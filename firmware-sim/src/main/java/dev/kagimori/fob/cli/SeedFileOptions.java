package dev.kagimori.fob.cli;

import dev.kagimori.fob.delivery.SeedFormat;
import dev.kagimori.fob.pskc.MacMethod;
import dev.kagimori.fob.pskc.Protection;
import dev.kagimori.fob.pskc.TransportKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/** In which form the seeds are delivered. */
final class SeedFileOptions {
  private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");

  @Option(
      names = "--format",
      paramLabel = "FORM",
      converter = Format.class,
      description = "pskc, csv, otpauth (default: pskc)")
  SeedFormat format = SeedFormat.PSKC;

  @Option(
      names = {"--pskc", "--seed-file"},
      paramLabel = "FILE",
      description =
          "the seed file to write (default: fobs.pskc.xml, fobs.csv or fobs.otpauth.txt; none with"
              + " --seeds)")
  @Nullable Path file;

  @Option(
      names = "--expiry",
      paramLabel = "DATE",
      description = "ExpiryDate for the seed file, such as 2031-03-31 (the end of that day, Tokyo)")
  private @Nullable LocalDate expiry;

  @Option(
      names = "--key-hex",
      paramLabel = "HEX",
      description =
          "encrypt the PSKC seeds under this AES-128, -192 or -256 key (32, 48 or 64 hex digits)")
  private @Nullable String keyHex;

  @Option(
      names = "--key-name",
      paramLabel = "NAME",
      description = "what the file calls that key (default: Pre-shared-key)")
  private String keyName = "Pre-shared-key";

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description = "encrypt the PSKC seeds under a key derived from this file's first line")
  private @Nullable Path passwordFile;

  @Option(
      names = "--iterations",
      paramLabel = "N",
      description = "PBKDF2 rounds for --password-file, 1000 to 10000000 (default: 100000)")
  private int iterations = 100_000;

  @Option(
      names = "--mac",
      paramLabel = "HASH",
      converter = Hash.class,
      description = "MACMethod of an encrypted file: sha1, sha256 (default: sha256)")
  private MacMethod mac = MacMethod.SHA256;

  /**
   * How the seeds are encrypted; null for in clear.
   *
   * @throws IllegalArgumentException if the options don't fit together, in Japanese and English
   */
  @Nullable Protection protection(RandomGenerator random) throws IOException {
    if (keyHex == null && passwordFile == null) return null;
    if (keyHex != null && passwordFile != null) {
      throw new IllegalArgumentException(
          "--key-hex と --password-file はどちらか一方です / give one of --key-hex and --password-file");
    }
    if (format != SeedFormat.PSKC) {
      throw new IllegalArgumentException(
          "暗号化は --format pskc だけです / only --format pskc is encrypted");
    }
    var key = keyHex == null ? ofPassword(passwordFile, random) : preShared(keyHex);
    return new Protection(key, mac, random);
  }

  private TransportKey preShared(String hex) {
    try {
      return TransportKey.preShared(keyName, HexFormat.of().parseHex(hex));
    } catch (IllegalArgumentException e) {
      // without the cause: its message could quote the key
      throw new IllegalArgumentException(
          "--key-hex: 16 進 32・48・64 桁 / must be 32, 48 or 64 hex digits");
    }
  }

  private TransportKey ofPassword(@Nullable Path from, RandomGenerator random) throws IOException {
    if (from == null) throw new IllegalStateException("no password file");
    if (iterations < TransportKey.ITERATIONS_MIN || iterations > TransportKey.ITERATIONS_MAX) {
      throw new IllegalArgumentException(
          "--iterations: %d～%d / must be %1$d to %2$d"
              .formatted(TransportKey.ITERATIONS_MIN, TransportKey.ITERATIONS_MAX));
    }
    try (var lines = Files.lines(from)) {
      var password = lines.findFirst().orElse("");
      if (password.isEmpty()) {
        throw new IOException(from + ": 1 行目にパスワードがありません / no password in its first line");
      }
      return TransportKey.ofPassword(password.toCharArray(), iterations, random);
    }
  }

  /** Small letters, as the other options have them, wherever the command is mounted. */
  private static final class Format implements ITypeConverter<SeedFormat> {
    @Override
    public SeedFormat convert(String value) {
      return SeedFormat.valueOf(value.toUpperCase(Locale.ROOT));
    }
  }

  private static final class Hash implements ITypeConverter<MacMethod> {
    @Override
    public MacMethod convert(String value) {
      return MacMethod.valueOf(value.toUpperCase(Locale.ROOT));
    }
  }

  @Nullable Instant expires() {
    if (expiry == null) return null;
    return expiry.plusDays(1).atStartOfDay(TOKYO).minusSeconds(1).toInstant();
  }
}
