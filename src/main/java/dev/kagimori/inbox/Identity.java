package dev.kagimori.inbox;

import dev.kagimori.certificate.Authority;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

/**
 * How an inbox shows who it is, made anew at each start.
 *
 * @param server its key and certificate
 * @param trusted PEM of the authority that signed it
 */
record Identity(PfxOptions server, Path trusted) {
  /**
   * Makes one for the loopback.
   *
   * @param directory where {@code loopback.pem} is put; exists
   */
  static Identity in(Path directory) {
    var now = Clock.systemUTC().instant();
    var authority = Authority.named("Kagimori inbox", now);
    var password = "in memory";
    var server =
        new PfxOptions()
            .setValue(Buffer.buffer(authority.forLoopback(now).pkcs12(password)))
            .setPassword(password);
    try {
      var trusted =
          Files.writeString(directory.resolve("loopback.pem"), authority.own().certificatePem());
      return new Identity(server, trusted);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
