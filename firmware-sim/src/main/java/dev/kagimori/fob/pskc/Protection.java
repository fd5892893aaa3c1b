package dev.kagimori.fob.pskc;

import dev.kagimori.fob.device.Seed;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.random.RandomGenerator;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Encrypts the seeds of one file with AES-CBC and authenticates each (RFC 6030 §6). The MAC key is
 * drawn for the file and stands in it, encrypted under the same key. Used by one thread.
 */
public final class Protection {
  private static final int BLOCK = 16;

  private final TransportKey key;
  private final MacMethod method;
  private final RandomGenerator random;
  private final byte[] macKey;
  private final Cipher cipher;
  private final Mac mac;

  /**
   * The protection of a file.
   *
   * @param random for the MAC key and the initialization vectors; a {@link
   *     java.security.SecureRandom} unless this is a test
   */
  public Protection(TransportKey key, MacMethod method, RandomGenerator random) {
    this.key = key;
    this.method = method;
    this.random = random;
    macKey = new byte[method.keyBytes];
    random.nextBytes(macKey);
    try {
      // the padding of xmlenc §5.2, with which PKCS #5's agrees
      cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
      mac = Mac.getInstance(method.jca);
      mac.init(new SecretKeySpec(macKey, method.jca));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK lacks AES-CBC or " + method.jca, e);
    }
  }

  void namespaces(XMLStreamWriter xml) throws XMLStreamException {
    xml.writeNamespace("xenc", TransportKey.XENC);
    key.namespaces(xml);
  }

  /** EncryptionKey and MACMethod. */
  void header(XMLStreamWriter xml) throws XMLStreamException {
    xml.writeCharacters("\n  ");
    xml.writeStartElement("EncryptionKey");
    key.describe(xml);
    xml.writeEndElement();
    xml.writeCharacters("\n  ");
    xml.writeStartElement("MACMethod");
    xml.writeAttribute("Algorithm", method.uri);
    xml.writeStartElement("MACKey");
    encrypted(xml, encrypt(macKey));
    xml.writeEndElement();
    xml.writeEndElement();
  }

  /** What stands in Secret. */
  void secret(XMLStreamWriter xml, Seed seed) throws XMLStreamException {
    byte[] clear = seed.reveal();
    byte[] value = encrypt(clear);
    Arrays.fill(clear, (byte) 0);
    xml.writeStartElement("EncryptedValue");
    encrypted(xml, value);
    xml.writeEndElement();
    xml.writeStartElement("ValueMAC");
    xml.writeCharacters(base64(mac.doFinal(value)));
    xml.writeEndElement();
  }

  private void encrypted(XMLStreamWriter xml, byte[] value) throws XMLStreamException {
    xml.writeEmptyElement("xenc", "EncryptionMethod", TransportKey.XENC);
    xml.writeAttribute("Algorithm", key.cipher());
    xml.writeStartElement("xenc", "CipherData", TransportKey.XENC);
    xml.writeStartElement("xenc", "CipherValue", TransportKey.XENC);
    xml.writeCharacters(base64(value));
    xml.writeEndElement();
    xml.writeEndElement();
  }

  /** The initialization vector, then the ciphertext (xmlenc §5.2). */
  private byte[] encrypt(byte[] clear) {
    var iv = new byte[BLOCK];
    random.nextBytes(iv);
    try {
      cipher.init(Cipher.ENCRYPT_MODE, key.key, new IvParameterSpec(iv));
      byte[] value = Arrays.copyOf(iv, BLOCK + cipher.getOutputSize(clear.length));
      cipher.doFinal(clear, 0, clear.length, value, BLOCK);
      return value;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-CBC failed", e);
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
