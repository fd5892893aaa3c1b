package dev.kagimori.stock.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.stock.transport.KeyValue.Kind;
import java.security.KeyPairGenerator;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys as people type them. */
class KeyValueTest {
  private static boolean isKey(Kind kind, String typed) {
    var value = KeyValue.of(kind, typed);
    value.ifPresent(KeyValue::close);
    return value.isPresent();
  }

  @ParameterizedTest
  @CsvSource({"PASSWORD,' ',8", "PASSWORD,x,20", "PRE_SHARED,0,32", "PRE_SHARED,f,64"})
  void oneCharacterAllOverIsNoKey(Kind kind, String character, int length) {
    assertFalse(isKey(kind, character.repeat(length)));
  }

  @ParameterizedTest
  @CsvSource({"31,false", "32,true", "33,false", "48,true", "63,false", "64,true", "65,false"})
  void aPreSharedKeyIsOfAnAesKeysLength(int digits, boolean good) {
    assertEquals(good, isKey(Kind.PRE_SHARED, "b" + "a".repeat(digits - 1)));
    assertFalse(isKey(Kind.PRE_SHARED, "g".repeat(digits)));
  }

  @ParameterizedTest
  @CsvSource({"7,false", "8,true", "1024,true", "1025,false"})
  void aPasswordIsNeitherShortNorEndless(int length, boolean good) {
    assertEquals(good, isKey(Kind.PASSWORD, "q" + "p".repeat(length - 1)));
  }

  @Test
  void aPrivateKeyIsRsaInPem() throws Exception {
    assertTrue(isKey(Kind.PRIVATE_KEY, pem("RSA")));
    assertFalse(isKey(Kind.PRIVATE_KEY, pem("EC")));
    assertFalse(isKey(Kind.PRIVATE_KEY, "-----BEGIN PRIVATE KEY-----"));
  }

  private static String pem(String algorithm) throws Exception {
    var generator = KeyPairGenerator.getInstance(algorithm);
    generator.initialize(algorithm.equals("RSA") ? 2048 : 256);
    var der = generator.generateKeyPair().getPrivate().getEncoded();
    return "-----BEGIN PRIVATE KEY-----\n"
        + Base64.getMimeEncoder().encodeToString(der)
        + "\n-----END PRIVATE KEY-----\n";
  }

  @Test
  void seedsLeaveUnderStrongKeysAlone() {
    assertFalse(export(Kind.PRE_SHARED, "b" + "a".repeat(31)));
    assertTrue(export(Kind.PRE_SHARED, "b" + "a".repeat(63)));
    assertFalse(export(Kind.PASSWORD, "q" + "p".repeat(14)));
    assertTrue(export(Kind.PASSWORD, "q" + "p".repeat(15)));
  }

  private static boolean export(Kind kind, String typed) {
    try (var value = KeyValue.of(kind, typed).orElseThrow()) {
      return value.isForExport();
    }
  }

  @Test
  void itIsWipedAndNeverShown() {
    var value = KeyValue.of(Kind.PASSWORD, "a password").orElseThrow();
    var chars = value.chars();
    assertFalse(value.toString().contains("password "), value::toString);
    assertThrows(IllegalStateException.class, value::bytes);
    value.close();
    assertArrayEquals(new char[10], chars);
  }
}
