package dev.kagimori.fob.pskc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.kagimori.fob.device.Fobs;
import dev.kagimori.fob.device.Make;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Reads what was written as RFC 6030 §6 says, with the JDK's XML and ciphers alone. */
class ProtectionTest {
  private static final String XENC = "http://www.w3.org/2001/04/xmlenc#";
  private static final List<PskcKey> KEYS =
      Fobs.random(30, Make.ALL, new Random(71), Instant.EPOCH).stream()
          .map(fob -> PskcKey.of(fob, null))
          .toList();

  private static byte[] key(int bytes) {
    var key = new byte[bytes];
    new Random(bytes).nextBytes(key);
    return key;
  }

  private static byte[] written(TransportKey key, MacMethod mac) throws Exception {
    var out = new ByteArrayOutputStream();
    PskcWriter.write(out, KEYS, new Protection(key, mac, new Random(72)));
    return out.toByteArray();
  }

  private static Document document(byte[] xml) throws Exception {
    var factory = DocumentBuilderFactory.newDefaultNSInstance();
    return factory.newDocumentBuilder().parse(new ByteArrayInputStream(xml));
  }

  private static Element one(Element in, String namespace, String name) {
    var found = in.getElementsByTagNameNS(namespace, name);
    assertEquals(1, found.getLength(), name);
    return (Element) found.item(0);
  }

  private static Element pskc(Element in, String name) {
    return one(in, PskcWriter.NAMESPACE, name);
  }

  private static byte[] base64(Element element) {
    return Base64.getDecoder().decode(element.getTextContent());
  }

  /** What stands in CipherValue, after a look at the algorithm. */
  private static byte[] cipherValue(Element in, String algorithm) {
    assertEquals(algorithm, one(in, XENC, "EncryptionMethod").getAttribute("Algorithm"));
    return base64(one(in, XENC, "CipherValue"));
  }

  private static byte[] decrypted(byte[] key, byte[] value) throws Exception {
    var cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
    var iv = new IvParameterSpec(Arrays.copyOf(value, 16));
    cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), iv);
    return cipher.doFinal(value, 16, value.length - 16);
  }

  private static void assertReadable(Element root, byte[] key, String mac) throws Exception {
    var algorithm = XENC + "aes" + key.length * 8 + "-cbc";
    var macKey = decrypted(key, cipherValue(pskc(root, "MACKey"), algorithm));
    var hmac = Mac.getInstance(mac);
    hmac.init(new SecretKeySpec(macKey, mac));
    assertEquals(hmac.getMacLength(), macKey.length);
    var packages = root.getElementsByTagNameNS(PskcWriter.NAMESPACE, "KeyPackage");
    assertEquals(KEYS.size(), packages.getLength());
    for (int i = 0; i < KEYS.size(); i++) {
      var one = (Element) packages.item(i);
      assertEquals(KEYS.get(i).serial(), pskc(one, "SerialNo").getTextContent());
      var secret = pskc(one, "Secret");
      var value = cipherValue(pskc(secret, "EncryptedValue"), algorithm);
      assertArrayEquals(hmac.doFinal(value), base64(pskc(secret, "ValueMAC")));
      assertArrayEquals(KEYS.get(i).seed().reveal(), decrypted(key, value));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "16, SHA1, http://www.w3.org/2000/09/xmldsig#hmac-sha1, HmacSHA1",
    "24, SHA256, http://www.w3.org/2001/04/xmldsig-more#hmac-sha256, HmacSHA256",
    "32, SHA256, http://www.w3.org/2001/04/xmldsig-more#hmac-sha256, HmacSHA256"
  })
  void aBankThatHasTheKeyReadsEverySeed(int bytes, MacMethod mac, String uri, String jca)
      throws Exception {
    var xml = written(TransportKey.preShared("2026年5月分", key(bytes)), mac);
    var root = document(xml).getDocumentElement();
    assertEquals("2026年5月分", one(root, TransportKey.DSIG, "KeyName").getTextContent());
    assertEquals(uri, pskc(root, "MACMethod").getAttribute("Algorithm"));
    assertReadable(root, key(bytes), jca);
  }

  @Test
  void aBankThatHasThePasswordReadsEverySeed() throws Exception {
    var password = "合言葉 1234".toCharArray();
    var key = TransportKey.ofPassword(password, 1_000, new Random(73));
    var root = document(written(key, MacMethod.SHA256)).getDocumentElement();
    var method = one(root, TransportKey.XENC11, "KeyDerivationMethod");
    assertEquals(
        "http://www.rsasecurity.com/rsalabs/pkcs/schemas/pkcs-5v2-0#pbkdf2",
        method.getAttribute("Algorithm"));
    int iterations = Integer.parseInt(pskc(method, "IterationCount").getTextContent());
    int bytes = Integer.parseInt(pskc(method, "KeyLength").getTextContent());
    var spec = new PBEKeySpec(password, base64(pskc(method, "Specified")), iterations, bytes * 8);
    var derived = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA1").generateSecret(spec);
    assertReadable(root, derived.getEncoded(), "HmacSHA256");
  }

  @Test
  void noSeedStandsInClearAndNoVectorTwice() throws Exception {
    var xml = written(TransportKey.preShared("k", key(16)), MacMethod.SHA256);
    var text = new String(xml, StandardCharsets.UTF_8);
    for (var key : KEYS) {
      assertFalse(text.contains(Base64.getEncoder().encodeToString(key.seed().reveal())));
    }
    var values = document(xml).getElementsByTagNameNS(XENC, "CipherValue");
    var vectors =
        IntStream.range(0, values.getLength())
            .mapToObj(i -> values.item(i).getTextContent().substring(0, 20))
            .distinct()
            .count();
    assertEquals(KEYS.size() + 1, vectors);
  }

  @Test
  void keysOfOtherLengthsAndCheapDerivationsAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> TransportKey.preShared("k", new byte[15]));
    assertThrows(
        IllegalArgumentException.class,
        () -> TransportKey.ofPassword(new char[] {'x'}, 999, new Random(1)));
  }
}
