package dev.kagimori.bank.visit;

import io.vertx.core.http.HttpConnection;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * A client certificate whose key the browser at the other end of the connection has (D2). Whose it
 * is, is known by its fingerprint; who issued it does not matter.
 *
 * @param fingerprint SHA-256, in hexadecimal digits
 * @param name the common name of its subject
 */
public record Certificate(String fingerprint, String name, Instant from, Instant until) {
  static Optional<Certificate> shownOn(HttpConnection connection) {
    if (!connection.isSsl()) return Optional.empty();
    try {
      return connection.peerCertificates().stream()
          .findFirst()
          .map(certificate -> of((X509Certificate) certificate));
    } catch (SSLPeerUnverifiedException e) {
      return Optional.empty(); // the browser has none, or its owner chose none
    }
  }

  private static Certificate of(X509Certificate certificate) {
    return new Certificate(
        fingerprint(certificate),
        name(certificate),
        certificate.getNotBefore().toInstant(),
        certificate.getNotAfter().toInstant());
  }

  /** By which it is kept with a customer. */
  public static String fingerprint(X509Certificate certificate) {
    try {
      var sum = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
      return HexFormat.of().formatHex(sum);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("SHA-256 is part of the JDK", e);
    }
  }

  private static String name(X509Certificate certificate) {
    try {
      return new LdapName(certificate.getSubjectX500Principal().getName())
          .getRdns().stream()
              .filter(part -> part.getType().equalsIgnoreCase("CN"))
              .map(part -> String.valueOf(part.getValue()))
              .findFirst()
              .orElse("");
    } catch (InvalidNameException e) {
      return ""; // it is only shown
    }
  }

  /** Whether it may be used at that time. */
  public boolean isValid(Instant now) {
    return !now.isBefore(from) && now.isBefore(until);
  }
}
