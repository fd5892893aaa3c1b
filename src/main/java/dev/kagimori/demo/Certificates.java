package dev.kagimori.demo;

import dev.kagimori.bank.SecureDoor;
import dev.kagimori.certificate.Authority;
import dev.kagimori.certificate.Bundle;
import dev.kagimori.database.CannotStart;
import dev.kagimori.database.OwnerOnly;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/** The demo's own authority for client certificates (D2), and what it has issued. */
final class Certificates {
  /** No secret: the demo prints it. */
  static final String PASSWORD = "shomei2026";

  private static final Duration LIFE = Duration.ofDays(730);

  private final Home home;
  private final Instant now = Clock.systemUTC().instant();
  private final Authority authority;

  /** Its key is made where there is none yet. */
  Certificates(Home home) throws IOException {
    this.home = home;
    OwnerOnly.directory(home.certificates());
    authority =
        new Authority(kept(home.authority(), () -> Authority.named("Kagimori demo", now).own()));
  }

  SecureDoor door(String host, int port) throws IOException {
    var identity = kept(home.tls(), () -> authority.forLoopback(now)).pkcs12(PASSWORD);
    return new SecureDoor(
        host,
        port,
        new PfxOptions().setValue(Buffer.buffer(identity)).setPassword(PASSWORD),
        List.of(authority.own().certificate()));
  }

  /** A customer's, who finds it with its key in {@link Home#certificate}. */
  X509Certificate of(Customer user) throws IOException {
    var file = home.certificate(user);
    return kept(file, () -> authority.forCustomer(user.loginId(), now, now.plus(LIFE)))
        .certificate();
  }

  /** What is in the file; made anew where it is missing or has run out. */
  private Bundle kept(Path file, Supplier<Bundle> making) throws IOException {
    if (Files.exists(file)) {
      var there = read(file);
      if (there.certificate().getNotAfter().toInstant().isAfter(now)) return there;
    }
    var made = making.get();
    return OwnerOnly.overwrite(
        file,
        out -> {
          out.write(made.pkcs12(PASSWORD));
          return made;
        });
  }

  private static Bundle read(Path file) throws IOException {
    var bytes = Files.readAllBytes(file);
    try {
      return Bundle.of(bytes, PASSWORD);
    } catch (GeneralSecurityException | IOException e) {
      throw new CannotStart(
          "証明書のファイルを読めません。消して、もう一度実行してください：" + file,
          "A certificate's file can't be read. Remove it and start again: " + file,
          e);
    }
  }
}
