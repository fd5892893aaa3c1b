package dev.kagimori.inbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A key and a certificate for the loopback, made by the JDK's keytool and soon forgotten. */
final class SelfSigned {
  static final String PASSWORD = "loopback";

  private static final long PATIENCE_SECONDS = 60;

  private SelfSigned() {}

  /** Makes {@code loopback.p12} in a directory. */
  static Path keyStore(Path directory) {
    var file = directory.resolve("loopback.p12");
    if (Files.exists(file)) return file;
    keytool(
        "-genkeypair",
        "-alias",
        "loopback",
        "-keyalg",
        "EC",
        "-groupname",
        "secp256r1",
        "-validity",
        "3650",
        "-dname",
        "CN=localhost",
        "-ext",
        "san=ip:127.0.0.1,dns:localhost",
        "-storetype",
        "PKCS12",
        "-storepass",
        PASSWORD,
        "-keystore",
        file.toString());
    return file;
  }

  /** Its certificate alone, as PEM. */
  static Path certificate(Path keyStore) {
    var file = keyStore.resolveSibling("loopback.pem");
    if (Files.exists(file)) return file;
    keytool(
        "-exportcert",
        "-rfc",
        "-alias",
        "loopback",
        "-storepass",
        PASSWORD,
        "-keystore",
        keyStore.toString(),
        "-file",
        file.toString());
    return file;
  }

  private static void keytool(String... arguments) {
    var command = new String[arguments.length + 1];
    command[0] = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    try {
      var process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException("keytool does not end");
      }
      if (process.exitValue() != 0)
        throw new IllegalStateException("keytool ended with " + process.exitValue());
    } catch (IOException e) {
      throw new UncheckedIOException("keytool can't be run", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
