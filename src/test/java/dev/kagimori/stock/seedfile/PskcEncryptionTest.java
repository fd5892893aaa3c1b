package dev.kagimori.stock.seedfile;

import static dev.kagimori.stock.seedfile.PskcMaker.KEY_NAME;
import static dev.kagimori.stock.seedfile.PskcMaker.MORE;
import static dev.kagimori.stock.seedfile.PskcMaker.SHA1;
import static dev.kagimori.stock.seedfile.PskcMaker.XENC;
import static dev.kagimori.stock.seedfile.PskcMaker.aes;
import static dev.kagimori.stock.seedfile.PskcMaker.encrypted;
import static dev.kagimori.stock.seedfile.PskcMaker.file;
import static dev.kagimori.stock.seedfile.PskcMaker.keyPackage;
import static dev.kagimori.stock.seedfile.PskcMaker.mac;
import static dev.kagimori.stock.seedfile.PskcMaker.macMethod;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.stock.seedfile.SeedProblem.Reason;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 6030 §6: encrypted values, and what vouches for them. */
class PskcEncryptionTest {
  private static final String CBC = PskcSealed.CBC;

  private final PskcSealed one = new PskcSealed();
  private final PskcMaker make = one.make;
  private final byte[] seed = one.seed;
  private final byte[] key = one.key;
  private final byte[] macKey = one.macKey;
  private final byte[] sealed = one.sealed;
  private final String secret = one.secret;
  private final String method = one.method;

  private Results read(String... parts) {
    return one.read(parts);
  }

  private String good() {
    return one.good();
  }

  @Test
  void aValueUnderAPreSharedKeyIsAuthenticatedAndDecrypted() {
    var record = read(KEY_NAME, method, good()).record();
    assertArrayEquals(seed, record.seed().reveal());
    assertTrue(record.encrypted());
    assertEquals(160, record.seedBits());
    assertEquals(OptionalInt.of(60), record.stepSeconds());
  }

  @ParameterizedTest
  @CsvSource({
    "aes128-cbc,16,hmac-sha1", "aes192-cbc,24,hmac-sha224", "aes256-cbc,32,hmac-sha256",
    "aes256-cbc,32,hmac-sha384", "aes256-cbc,32,hmac-sha512", "tripledes-cbc,24,hmac-sha256",
  })
  void everyBlockCipherAndMacIsRead(String cipher, int keyBytes, String macName) {
    var uri = XENC + cipher;
    var own = make.bytes(keyBytes);
    var spec = new SecretKeySpec(own, cipher.startsWith("aes") ? "AES" : "DESede");
    var value = make.seal(uri, spec, seed);
    var file =
        file(
            KEY_NAME,
            macMethod(
                macName.equals("hmac-sha1") ? SHA1 : MORE + macName,
                encrypted("MACKey", uri, make.seal(uri, spec, macKey))),
            keyPackage(
                "GM1",
                encrypted("EncryptedValue", uri, value)
                    + mac("Hmac" + macName.substring(5).toUpperCase(Locale.ROOT), macKey, value)));
    assertArrayEquals(seed, Results.of(file, TransportKey.preShared(own)).record().seed().reveal());
  }

  @ParameterizedTest
  @CsvSource({
    "2001/04/xmlenc#kw-aes128,16,24", "2001/04/xmlenc#kw-aes192,24,32",
    "2001/04/xmlenc#kw-aes256,32,16", "2009/xmlenc11#kw-aes-128-pad,16,20",
    "2009/xmlenc11#kw-aes-256-pad,32,20", "2009/xmlenc11#aes128-gcm,16,20",
    "2009/xmlenc11#aes192-gcm,24,20", "2009/xmlenc11#aes256-gcm,32,64",
  })
  void ciphersThatAuthenticateNeedNoMac(String cipher, int keyBytes, int seedBytes) {
    var uri = "http://www.w3.org/" + cipher;
    var own = make.bytes(keyBytes);
    var clear = make.seed(seedBytes);
    var value = make.seal(uri, aes(own), clear);
    var file = file(KEY_NAME, keyPackage("GM1", encrypted("EncryptedValue", uri, value)));
    assertArrayEquals(
        clear, Results.of(file, TransportKey.preShared(own)).record().seed().reveal());
    value[value.length - 3] ^= 1;
    var changed = file(KEY_NAME, keyPackage("GM1", encrypted("EncryptedValue", uri, value)));
    Results.of(changed, TransportKey.preShared(own)).broken(Reason.WRONG_KEY, "Secret");
  }

  @Test
  void whoseKeyHasAnotherLengthIsToldTheCiphers() {
    var results =
        Results.of(file(KEY_NAME, method, good()), TransportKey.preShared(make.bytes(24)));
    results.broken(Reason.WRONG_KEY, "Secret");
    for (var text : List.of(results.broken().ja(), results.broken().en()))
      assertTrue(text.contains("16") && text.contains("32"), text);
  }

  @Test
  void theSizeOfTheKeyMayBeStatedBesideTheCipher() {
    var stated = "aes128-cbc\"><xenc:KeySize>128</xenc:KeySize></xenc:EncryptionMethod>";
    var file = good().replace("aes128-cbc\"/>", stated);
    assertTrue(file.contains("KeySize"), file);
    assertArrayEquals(seed, read(KEY_NAME, method, file).record().seed().reveal());
  }

  @Test
  void numbersMayBeEncryptedToo() {
    var interval = make.seal(CBC, aes(key), ByteBuffer.allocate(8).putLong(45).array());
    var drift = make.seal(CBC, aes(key), ByteBuffer.allocate(4).putInt(-3).array());
    var record =
        read(
                KEY_NAME,
                method,
                keyPackage(
                    "GM1",
                    secret + mac("HmacSHA1", macKey, sealed),
                    "<TimeInterval>"
                        + encrypted("EncryptedValue", CBC, interval)
                        + mac("HmacSHA1", macKey, interval)
                        + "</TimeInterval><TimeDrift>"
                        + encrypted("EncryptedValue", CBC, drift)
                        + mac("HmacSHA1", macKey, drift)
                        + "</TimeDrift>"))
            .record();
    assertEquals(OptionalInt.of(45), record.stepSeconds());
    assertEquals(-3, record.drift());
  }

  @Test
  void aWrongOrMissingMacBreaksTheFile() {
    var wrong = keyPackage("GM2", secret + mac("HmacSHA1", make.bytes(20), sealed));
    var results = read(KEY_NAME, method, good(), wrong);
    results.broken(Reason.MAC_WRONG, "ValueMAC");
    assertEquals(2, results.broken().position());
    assertEquals("GM2", results.broken().serial());
    read(KEY_NAME, method, keyPackage("GM1", secret)).broken(Reason.MAC_MISSING, "ValueMAC");
    read(KEY_NAME, good()).broken(Reason.MAC_MISSING, "MACMethod");
    read(KEY_NAME, keyPackage("GM1", secret)).broken(Reason.MAC_MISSING, "MACMethod");
    read(KEY_NAME, macMethod(SHA1, ""), good()).broken(Reason.MAC_MISSING, "MACKey");
    read(KEY_NAME, macMethod(MORE + "hmac-md5", ""), good())
        .broken(Reason.NOT_SUPPORTED, "MACMethod");
    // over the seed in clear instead of the cipher text
    read(KEY_NAME, method, keyPackage("GM1", secret + mac("HmacSHA1", macKey, seed)))
        .broken(Reason.MAC_WRONG, "ValueMAC");
    // a MAC that is cut off, and one of nothing
    read(KEY_NAME, method, good().replaceAll("<ValueMAC>.*</ValueMAC>", "<ValueMAC></ValueMAC>"))
        .broken(Reason.MAC_WRONG, "ValueMAC");
  }

  @Test
  void eachBitOfTheCipherTextIsVouchedFor() {
    for (var bit = 0; bit < sealed.length * 8; bit += 5) {
      var changed = sealed.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      var value = encrypted("EncryptedValue", CBC, changed) + mac("HmacSHA1", macKey, sealed);
      read(KEY_NAME, method, keyPackage("GM1", value)).broken(Reason.MAC_WRONG, "ValueMAC");
    }
  }

  @Test
  void aWrongKeyIsToldFromNone() {
    var file = file(KEY_NAME, method, good());
    Results.of(file, TransportKey.none()).broken(Reason.KEY_NEEDED, "EncryptionKey");
    Results.of(file, TransportKey.password("x".toCharArray()))
        .broken(Reason.WRONG_KEY, "EncryptionKey");
    Results.of(file, TransportKey.preShared(make.bytes(32))).broken(Reason.WRONG_KEY, "Secret");
    for (var i = 0; i < 50; i++) {
      var reason = Results.of(file, TransportKey.preShared(make.bytes(16))).broken().reason();
      assertTrue(reason == Reason.WRONG_KEY || reason == Reason.MAC_WRONG, reason.toString());
    }
  }

  @Test
  void aSeedInClearIsRefusedWhereTheOthersAreEncrypted() {
    var clear = "<PlainValue>" + Base64.getEncoder().encodeToString(seed) + "</PlainValue>";
    var results = read(KEY_NAME, method, keyPackage("GM1", clear), good());
    assertEquals(Reason.MAC_MISSING, results.unusable(0).reason());
    assertArrayEquals(seed, results.record(1).seed().reveal());
  }

  @Test
  void whatIsLeftOutOrUnknownIsNamed() {
    read(method, good()).broken(Reason.MISSING, "EncryptionKey");
    read("<EncryptionKey/>", method, good()).broken(Reason.MISSING, "EncryptionKey");
    read("<EncryptionKey><ds:SPKIData/></EncryptionKey>", good())
        .broken(Reason.NOT_SUPPORTED, "EncryptionKey");
    read(KEY_NAME, KEY_NAME, good()).broken(Reason.MALFORMED, "EncryptionKey");
    read(KEY_NAME, method, good(), KEY_NAME).broken(Reason.MALFORMED, "EncryptionKey");
    read(KEY_NAME, method, good().replace("aes128-cbc", "camellia128-cbc"))
        .broken(Reason.NOT_SUPPORTED, "EncryptionMethod");
    read(KEY_NAME, method, good().replaceAll("<xenc:EncryptionMethod[^>]*>", ""))
        .broken(Reason.MISSING, "EncryptionMethod");
    var results =
        read(KEY_NAME, method, good().replaceAll("(?s)<xenc:CipherData>.*CipherData>", ""), good());
    assertEquals(2, results.all().size(), results.toString());
  }

  @Test
  void aMacMethodWithoutAlgorithmVouchesForNothing() {
    var none = method.replaceAll("MACMethod Algorithm=\"[^\"]*\"", "MACMethod");
    read(KEY_NAME, none, good()).broken(Reason.MAC_MISSING, "MACMethod");
    var uri = XENC + "kw-aes128";
    var clear = make.seed(24);
    var value = encrypted("EncryptedValue", uri, make.seal(uri, aes(key), clear));
    assertArrayEquals(
        clear, read(KEY_NAME, none, keyPackage("GM1", value)).record().seed().reveal());
  }

  @Test
  void transportKeysSayNothingAndAreWiped() {
    var shared = TransportKey.preShared(key);
    var password = TransportKey.password("secret".toCharArray());
    for (var each : new TransportKey[] {shared, password, TransportKey.none()})
      assertFalse(each.toString().contains("secret") || each.toString().contains("["));
    shared.close();
    password.close();
    assertArrayEquals(new byte[16], ((TransportKey.PreShared) shared).bytes());
    assertArrayEquals(new char[6], ((TransportKey.Password) password).chars());
    assertTrue(PrivateKeyFile.parse("no key".toCharArray()).isEmpty());
  }
}
