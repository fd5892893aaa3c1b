package dev.kagimori.fob.pskc;

import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.random.RandomGenerator;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** The key that maker and bank share for one delivery, and how a seed file names it. */
public abstract sealed class TransportKey {
  static final String XENC = "http://www.w3.org/2001/04/xmlenc#";
  static final String XENC11 = "http://www.w3.org/2009/xmlenc11#";
  static final String DSIG = "http://www.w3.org/2000/09/xmldsig#";
  static final String PKCS5 = "http://www.rsasecurity.com/rsalabs/pkcs/schemas/pkcs-5v2-0#";

  /** Fewer say nothing against guessing; RFC 6030's example has so many. */
  public static final int ITERATIONS_MIN = 1_000;

  public static final int ITERATIONS_MAX = 10_000_000;

  private static final int SALT_BYTES = 16;
  private static final int DERIVED_BYTES = 32;

  final SecretKey key;

  private TransportKey(SecretKey key) {
    this.key = key;
  }

  /**
   * A key that both have (RFC 6030 §6.1).
   *
   * @param name what both call it
   * @param bytes 16, 24 or 32 of them: AES-128, AES-192 or AES-256
   * @throws IllegalArgumentException for any other number
   */
  public static TransportKey preShared(String name, byte[] bytes) {
    if (bytes.length != 16 && bytes.length != 24 && bytes.length != 32) {
      throw new IllegalArgumentException("an AES key has 16, 24 or 32 bytes, not " + bytes.length);
    }
    return new PreShared(name, new SecretKeySpec(bytes, "AES"));
  }

  /**
   * An AES-256 key derived from a password by PBKDF2 with HMAC-SHA-1 (RFC 6030 §6.2, RFC 8018
   * §5.2), which is what every reader knows.
   *
   * @param password not kept
   * @param iterations {@link #ITERATIONS_MIN} to {@link #ITERATIONS_MAX}
   * @param random for the salt
   */
  public static TransportKey ofPassword(char[] password, int iterations, RandomGenerator random) {
    if (iterations < ITERATIONS_MIN || iterations > ITERATIONS_MAX) {
      throw new IllegalArgumentException(
          "iterations must be %d…%d, not %d".formatted(ITERATIONS_MIN, ITERATIONS_MAX, iterations));
    }
    var salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    var spec = new PBEKeySpec(password, salt, iterations, DERIVED_BYTES * 8);
    try {
      var derived = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA1").generateSecret(spec);
      return new Derived(new SecretKeySpec(derived.getEncoded(), "AES"), salt, iterations);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no PBKDF2", e);
    } finally {
      spec.clearPassword();
    }
  }

  /** The algorithm of xmlenc for a key of this length. */
  final String cipher() {
    return XENC + "aes" + key.getEncoded().length * 8 + "-cbc";
  }

  abstract void namespaces(XMLStreamWriter xml) throws XMLStreamException;

  /** What stands in EncryptionKey. */
  abstract void describe(XMLStreamWriter xml) throws XMLStreamException;

  private static final class PreShared extends TransportKey {
    private final String name;

    PreShared(String name, SecretKey key) {
      super(key);
      this.name = name;
    }

    @Override
    void namespaces(XMLStreamWriter xml) throws XMLStreamException {
      xml.writeNamespace("ds", DSIG);
    }

    @Override
    void describe(XMLStreamWriter xml) throws XMLStreamException {
      xml.writeStartElement("ds", "KeyName", DSIG);
      xml.writeCharacters(name);
      xml.writeEndElement();
    }
  }

  private static final class Derived extends TransportKey {
    private final byte[] salt;
    private final int iterations;

    Derived(SecretKey key, byte[] salt, int iterations) {
      super(key);
      this.salt = salt;
      this.iterations = iterations;
    }

    @Override
    void namespaces(XMLStreamWriter xml) throws XMLStreamException {
      xml.writeNamespace("xenc11", XENC11);
      xml.writeNamespace("pkcs5", PKCS5);
    }

    @Override
    void describe(XMLStreamWriter xml) throws XMLStreamException {
      xml.writeStartElement("xenc11", "DerivedKey", XENC11);
      xml.writeStartElement("xenc11", "KeyDerivationMethod", XENC11);
      xml.writeAttribute("Algorithm", PKCS5 + "pbkdf2");
      xml.writeStartElement("pkcs5", "PBKDF2-params", PKCS5);
      // unprefixed, as RFC 6030 §6.2 shows them
      xml.writeStartElement("Salt");
      element(xml, "Specified", Base64.getEncoder().encodeToString(salt));
      xml.writeEndElement();
      element(xml, "IterationCount", Integer.toString(iterations));
      element(xml, "KeyLength", Integer.toString(DERIVED_BYTES));
      xml.writeEmptyElement("PRF");
      xml.writeEndElement();
      xml.writeEndElement();
      xml.writeStartElement("xenc11", "MasterKeyName", XENC11);
      xml.writeCharacters("Password");
      xml.writeEndElement();
      xml.writeEndElement();
    }

    private static void element(XMLStreamWriter xml, String name, String value)
        throws XMLStreamException {
      xml.writeStartElement(name);
      xml.writeCharacters(value);
      xml.writeEndElement();
    }
  }
}
