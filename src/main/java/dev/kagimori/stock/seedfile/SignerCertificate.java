package dev.kagimori.stock.seedfile;

import java.io.InputStream;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Optional;

/**
 * A maker's certificate (X.509, PEM or DER) that somebody trusts: they have it by another way than
 * the file, so that its chain and its dates are not asked.
 */
public final class SignerCertificate {
  private SignerCertificate() {}

  /** By whom a file has to be signed; empty where it is no certificate. */
  public static Optional<PublicKey> key(InputStream certificate) {
    try {
      return Optional.of(
          CertificateFactory.getInstance("X.509").generateCertificate(certificate).getPublicKey());
    } catch (CertificateException e) {
      return Optional.empty();
    }
  }
}
