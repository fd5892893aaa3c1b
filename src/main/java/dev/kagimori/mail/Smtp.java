package dev.kagimori.mail;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The SMTP server that takes our mails (RFC 5321, RFC 3207).
 *
 * @param login only where the connection is certain to be encrypted
 * @param rootCert PEM of the authorities to trust; empty: Java's own
 * @param total for one mail, connecting included: 1 s to 2 min
 */
public record Smtp(
    String host,
    int port,
    Tls tls,
    Optional<Login> login,
    Optional<Path> rootCert,
    Duration total) {

  /** Whether the connection is encrypted; where it is, the server's name is checked. */
  public enum Tls {
    /** By STARTTLS, or nothing is sent. */
    REQUIRED,
    /** Where the server offers it; whoever sits on the line can take the offer away. */
    OPTIONAL,
    NONE
  }

  /** Who we are for the server. */
  public record Login(String user, String password) {
    @Override
    public String toString() {
      return "Login(" + user + ")";
    }
  }

  private static final Duration TOTAL = Duration.ofSeconds(30);

  public Smtp {
    if (host.isBlank()) throw new IllegalArgumentException("host is missing");
    if (port < 1 || port > 65_535) throw new IllegalArgumentException("port is 1 to 65535");
    if (total.toMillis() < 1_000 || total.toSeconds() > 120)
      throw new IllegalArgumentException("total is 1 s to 2 min");
    if (login.isPresent() && tls != Tls.REQUIRED)
      throw new IllegalArgumentException("a password is sent under required TLS alone");
  }

  /** Without login, trusting Java's own authorities, 30 s for a mail. */
  public static Smtp of(String host, int port, Tls tls) {
    return new Smtp(host, port, tls, Optional.empty(), Optional.empty(), TOTAL);
  }

  public Smtp withLogin(Login newLogin) {
    return new Smtp(host, port, tls, Optional.of(newLogin), rootCert, total);
  }

  public Smtp withRootCert(Path pem) {
    return new Smtp(host, port, tls, login, Optional.of(pem), total);
  }

  public Smtp withTotal(Duration newTotal) {
    return new Smtp(host, port, tls, login, rootCert, newTotal);
  }
}
