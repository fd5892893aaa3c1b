package dev.kagimori.certificate;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A certificate authority of one's own (RFC 5280; EC P-256, SHA-256), to try TLS and client
 * certificates (D2) without a bank's.
 */
public final class Authority {
  private static final Duration OWN_LIFE = Duration.ofDays(3_650);
  private static final Duration SERVER_LIFE = Duration.ofDays(397); // browsers take no longer one
  private static final int SERIAL_BITS = 120;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Bundle own;

  /** One whose key was kept. */
  public Authority(Bundle own) {
    this.own = own;
  }

  /** A new one. */
  public static Authority named(String name, Instant now) {
    var pair = keyPair();
    var subject = subject(name);
    var builder =
        new JcaX509v3CertificateBuilder(
            subject,
            serialNumber(),
            Date.from(now),
            Date.from(now.plus(OWN_LIFE)),
            subject,
            pair.getPublic());
    extend(builder, Extension.basicConstraints, new BasicConstraints(0));
    extend(builder, Extension.keyUsage, new KeyUsage(KeyUsage.keyCertSign));
    return new Authority(new Bundle(pair.getPrivate(), signed(builder, pair.getPrivate())));
  }

  /** Its key, to be kept, and its certificate, to be trusted. */
  public Bundle own() {
    return own;
  }

  /** For a server on this machine. */
  public Bundle forLoopback(Instant now) {
    var names =
        new GeneralNames(
            new GeneralName[] {
              new GeneralName(GeneralName.dNSName, "localhost"),
              new GeneralName(GeneralName.iPAddress, "127.0.0.1"),
            });
    var pair = keyPair();
    var builder = issued("localhost", pair, now, now.plus(SERVER_LIFE));
    extend(builder, Extension.subjectAlternativeName, names);
    extend(
        builder, Extension.extendedKeyUsage, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
    return new Bundle(pair.getPrivate(), signed(builder, own.key()));
  }

  /** For a customer. */
  public Bundle forCustomer(String name, Instant from, Instant until) {
    var pair = keyPair();
    var builder = issued(name, pair, from, until);
    extend(
        builder, Extension.extendedKeyUsage, new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth));
    return new Bundle(pair.getPrivate(), signed(builder, own.key()));
  }

  private X509v3CertificateBuilder issued(String name, KeyPair pair, Instant from, Instant until) {
    var builder =
        new JcaX509v3CertificateBuilder(
            own.certificate(),
            serialNumber(),
            Date.from(from),
            Date.from(until),
            subject(name),
            pair.getPublic());
    extend(builder, Extension.keyUsage, new KeyUsage(KeyUsage.digitalSignature));
    return builder;
  }

  private static KeyPair keyPair() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"), RANDOM);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("P-256 is part of the JDK", e);
    }
  }

  private static X500Name subject(String name) {
    return new X500NameBuilder().addRDN(BCStyle.CN, name).build();
  }

  private static BigInteger serialNumber() {
    return new BigInteger(SERIAL_BITS, RANDOM).setBit(SERIAL_BITS);
  }

  private static void extend(
      X509v3CertificateBuilder builder, ASN1ObjectIdentifier id, ASN1Encodable value) {
    boolean isCritical = !id.equals(Extension.subjectAlternativeName);
    try {
      builder.addExtension(id, isCritical, value);
    } catch (CertIOException e) {
      throw new IllegalStateException("an extension of our own making", e);
    }
  }

  private static X509Certificate signed(X509v3CertificateBuilder builder, PrivateKey by) {
    try {
      var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(by);
      return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    } catch (OperatorCreationException | GeneralSecurityException e) {
      throw new IllegalStateException("ECDSA is part of the JDK", e);
    }
  }
}
