package dev.kagimori.cli;

import dev.kagimori.database.CannotStart;
import dev.kagimori.stock.seedfile.PrivateKeyFile;
import dev.kagimori.stock.seedfile.TransportKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What opens a seed file: at most one of these. */
final class TransportKeyOptions {
  private static final int FILE_MAX = 16 * 1024;
  private static final int RAW_MAX = 32;

  @Option(
      names = "--key-hex",
      paramLabel = "HEX",
      description = {
        "the pre-shared key: 32, 48 or 64 hex digits.",
        "Everybody on this machine can read a command line, and a shell keeps it: for trials;",
        "with a real key use --key-file"
      })
  private @Nullable String keyHex;

  @Option(
      names = "--key-file",
      paramLabel = "FILE",
      description = "a file with the pre-shared key: its hex digits, or its 16, 24 or 32 bytes")
  private @Nullable Path keyFile;

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description = "a file whose first line is the password")
  private @Nullable Path passwordFile;

  @Option(
      names = "--private-key-file",
      paramLabel = "FILE",
      description = "the RSA private key of the certificate: PKCS #8, PEM, not encrypted")
  private @Nullable Path privateKeyFile;

  /**
   * The key; the caller closes it.
   *
   * @throws ParameterException when one on the command line is none
   */
  TransportKey open(CommandLine command) throws IOException {
    if (keyHex != null)
      return preShared(keyHex.getBytes(StandardCharsets.US_ASCII))
          .orElseThrow(() ->
              new ParameterException(
                  command,
                  "--key-hex は16進数で32、48または64桁です。 / --key-hex is 32, 48 or 64 hex digits."));
    if (keyFile != null) return preShared(keyFile);
    if (passwordFile != null) return password(passwordFile);
    if (privateKeyFile != null) return privateKey(privateKeyFile);
    return TransportKey.none();
  }

  private static TransportKey preShared(Path file) throws IOException {
    var bytes = read(file);
    try {
      boolean raw = bytes.length == 16 || bytes.length == 24 || bytes.length == RAW_MAX;
      if (raw && !isHex(bytes)) return TransportKey.preShared(bytes);
      return preShared(bytes)
          .orElseThrow(() ->
              new CannotStart(
                  "--key-file は16進数で32、48または64桁です。", "--key-file is 32, 48 or 64 hex digits."));
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  private static boolean isHex(byte[] bytes) {
    for (byte b : bytes) if (!HexFormat.isHexDigit(b)) return false;
    return true;
  }

  private static Optional<TransportKey> preShared(byte[] digits) {
    var chars = new char[digits.length];
    int length = 0;
    for (byte b : digits) if (!Character.isWhitespace(b)) chars[length++] = (char) (b & 0xff);
    byte[] key = {};
    try {
      key = HexFormat.of().parseHex(chars, 0, length);
      if (key.length == 16 || key.length == 24 || key.length == RAW_MAX)
        return Optional.of(TransportKey.preShared(key));
    } catch (IllegalArgumentException e) {
      // told by the caller, without a digit of the key
    } finally {
      Arrays.fill(chars, '\0');
      Arrays.fill(key, (byte) 0);
    }
    return Optional.empty();
  }

  private static TransportKey password(Path file) throws IOException {
    var chars = text(file);
    int length = 0;
    while (length < chars.length && chars[length] != '\r' && chars[length] != '\n') length++;
    var password = Arrays.copyOf(chars, length);
    Arrays.fill(chars, '\0');
    try {
      if (length > 0) return TransportKey.password(password);
    } finally {
      Arrays.fill(password, '\0');
    }
    throw new CannotStart(
        "--password-file の1行目に UTF-8 のパスワードがありません。",
        "The first line of --password-file is no password in UTF-8.");
  }

  private static TransportKey privateKey(Path file) throws IOException {
    var pem = text(file);
    try {
      return PrivateKeyFile.parse(pem)
          .orElseThrow(() ->
              new CannotStart(
                  "--private-key-file は暗号化していない PKCS #8 の RSA 秘密鍵(PEM)です。"
                      + "openssl pkcs8 -topk8 -nocrypt で変換できます。",
                  "--private-key-file is an RSA private key in PKCS #8 (PEM), not encrypted;"
                      + " openssl pkcs8 -topk8 -nocrypt makes one."));
    } finally {
      Arrays.fill(pem, '\0');
    }
  }

  /** Empty where it is no UTF-8. */
  private static char[] text(Path file) throws IOException {
    var bytes = read(file);
    try {
      var decoded = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      var chars = new char[decoded.length()];
      decoded.get(chars);
      Arrays.fill(decoded.array(), '\0');
      return chars;
    } catch (CharacterCodingException e) {
      return new char[0];
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  private static byte[] read(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return in.readNBytes(FILE_MAX);
    }
  }
}
