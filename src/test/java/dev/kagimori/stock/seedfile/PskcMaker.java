package dev.kagimori.stock.seedfile;

import dev.kagimori.secrets.Secrets;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Makes encrypted PSKC files (RFC 6030 §6), good ones and bad ones; seeded. */
final class PskcMaker {
  static final String XENC = "http://www.w3.org/2001/04/xmlenc#";
  static final String XENC11 = "http://www.w3.org/2009/xmlenc11#";
  static final String SHA1 = "http://www.w3.org/2000/09/xmldsig#hmac-sha1";
  static final String MORE = "http://www.w3.org/2001/04/xmldsig-more#";
  static final String KEY_NAME =
      "<EncryptionKey><ds:KeyName>Pre-shared</ds:KeyName></EncryptionKey>";

  static final String HEAD =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <KeyContainer Version="1.0" xmlns="urn:ietf:params:xml:ns:keyprov:pskc"
        xmlns:ds="http://www.w3.org/2000/09/xmldsig#" xmlns:xenc="http://www.w3.org/2001/04/xmlenc#"
        xmlns:xenc11="http://www.w3.org/2009/xmlenc11#"
        xmlns:pkcs5="http://www.rsasecurity.com/rsalabs/pkcs/schemas/pkcs-5v2-0#">
      """;

  private final Random random;

  PskcMaker(long seed) {
    random = new Random(seed);
  }

  byte[] bytes(int length) {
    var bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  byte[] seed(int length) {
    var seed = bytes(length);
    Secrets.seed(seed);
    return seed;
  }

  /** Initialisation vector and cipher text; CBC is padded with what comes, but for the last. */
  byte[] seal(String uri, Key key, byte[] clear) {
    try {
      if (uri.endsWith("-cbc")) return cbc(uri.contains("tripledes") ? 8 : 16, key, clear);
      if (uri.endsWith("-gcm")) {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        var iv = bytes(12);
        cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(128, iv));
        return joined(iv, cipher.doFinal(clear));
      }
      var cipher =
          Cipher.getInstance(
              uri.endsWith("-pad")
                  ? "AES/KWP/NoPadding"
                  : uri.contains("kw-aes") ? "AES/KW/NoPadding" : "RSA/ECB/PKCS1Padding");
      cipher.init(Cipher.ENCRYPT_MODE, key);
      return cipher.doFinal(clear);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private byte[] cbc(int block, Key key, byte[] clear) throws GeneralSecurityException {
    var padding = block - clear.length % block;
    var padded = Arrays.copyOf(bytes(clear.length + padding), clear.length + padding);
    System.arraycopy(clear, 0, padded, 0, clear.length);
    padded[padded.length - 1] = (byte) padding;
    var cipher = Cipher.getInstance(block == 8 ? "DESede/CBC/NoPadding" : "AES/CBC/NoPadding");
    var iv = bytes(block);
    cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(iv));
    return joined(iv, cipher.doFinal(padded));
  }

  static byte[] joined(byte[] first, byte[] second) {
    var joined = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, joined, first.length, second.length);
    return joined;
  }

  static SecretKeySpec aes(byte[] key) {
    return new SecretKeySpec(key, "AES");
  }

  static String mac(String name, byte[] key, byte[] sealed) {
    try {
      var mac = Mac.getInstance(name);
      mac.init(new SecretKeySpec(key, name));
      return "<ValueMAC>" + base64(mac.doFinal(sealed)) + "</ValueMAC>";
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  static String encrypted(String element, String uri, byte[] sealed) {
    return """
    <%1$s><xenc:EncryptionMethod Algorithm="%2$s"/><xenc:CipherData><xenc:CipherValue>
      %3$s
    </xenc:CipherValue></xenc:CipherData></%1$s>\
    """
        .formatted(element, uri, base64(sealed));
  }

  static String macMethod(String uri, String macKey) {
    return "<MACMethod Algorithm=\"" + uri + "\">" + macKey + "</MACMethod>";
  }

  static String keyPackage(String serial, String secret) {
    return keyPackage(serial, secret, "<TimeInterval><PlainValue>60</PlainValue></TimeInterval>");
  }

  static String keyPackage(String serial, String secret, String more) {
    return """
    <KeyPackage><DeviceInfo><Manufacturer>M</Manufacturer><SerialNo>%1$s</SerialNo></DeviceInfo>
    <Key Id="%1$s" Algorithm="urn:ietf:params:xml:ns:keyprov:pskc:totp">
    <AlgorithmParameters><ResponseFormat Encoding="DECIMAL" Length="6"/></AlgorithmParameters>
    <Data><Secret>%2$s</Secret>%3$s</Data></Key></KeyPackage>
    """
        .formatted(serial, secret, more);
  }

  static byte[] file(String... parts) {
    return (HEAD + String.join("\n", parts) + "</KeyContainer>\n").getBytes(StandardCharsets.UTF_8);
  }

  static String pbkdf2(byte[] salt, String iterations, String keyLength, String prf) {
    return """
    <EncryptionKey><xenc11:DerivedKey>
    <xenc11:KeyDerivationMethod Algorithm="%s">
    <pkcs5:PBKDF2-params><Salt><Specified>%s</Specified></Salt><IterationCount>%s</IterationCount>
    <KeyLength>%s</KeyLength>%s</pkcs5:PBKDF2-params></xenc11:KeyDerivationMethod>
    <xenc:ReferenceList><xenc:DataReference URI="#ED"/></xenc:ReferenceList>
    <xenc11:MasterKeyName>Password 1</xenc11:MasterKeyName></xenc11:DerivedKey></EncryptionKey>
    """
        .formatted(Pbkdf2.URI, base64(salt), iterations, keyLength, prf);
  }
}
