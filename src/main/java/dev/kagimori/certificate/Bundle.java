package dev.kagimori.certificate;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;

/** A private key with its certificate. */
public record Bundle(PrivateKey key, X509Certificate certificate) {
  private static final String ALIAS = "key";

  /**
   * What {@link #pkcs12} wrote.
   *
   * @throws GeneralSecurityException where it holds no such key
   * @throws IOException where the password is another, or it is no PKCS #12 file
   */
  public static Bundle of(byte[] pkcs12, String password)
      throws GeneralSecurityException, IOException {
    var store = KeyStore.getInstance("PKCS12");
    store.load(new ByteArrayInputStream(pkcs12), password.toCharArray());
    if (store.getKey(ALIAS, password.toCharArray()) instanceof PrivateKey key
        && store.getCertificate(ALIAS) instanceof X509Certificate certificate)
      return new Bundle(key, certificate);
    throw new GeneralSecurityException("no key with an X.509 certificate is in it");
  }

  /** A PKCS #12 file (RFC 7292), as browsers import it. */
  public byte[] pkcs12(String password) {
    try {
      var store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry(ALIAS, key, password.toCharArray(), new Certificate[] {certificate});
      var out = new ByteArrayOutputStream();
      store.store(out, password.toCharArray());
      return out.toByteArray();
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("the JDK writes PKCS #12", e);
    }
  }

  /** The certificate alone, as PEM (RFC 7468). */
  public String certificatePem() {
    var pem = new StringWriter();
    try (var writer = new JcaPEMWriter(pem)) {
      writer.writeObject(certificate);
    } catch (IOException e) {
      throw new IllegalStateException("a string takes it", e);
    }
    return pem.toString();
  }

  @Override
  public String toString() {
    return "Bundle(" + certificate.getSubjectX500Principal() + ")"; // without the key
  }
}
