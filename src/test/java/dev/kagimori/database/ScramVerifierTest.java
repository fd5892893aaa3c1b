package dev.kagimori.database;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class ScramVerifierTest {
  private static final String NONCE = "rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";
  private static final String SALT = "W22ZaJ0SNY7soEsUEjb6gQ==";

  /** RFC 7677 §3. */
  private static final String MESSAGES =
      "n=user,r=rOprNGfwEbeRWgbNEkqO,r=" + NONCE + ",s=" + SALT + ",i=4096,c=biws,r=" + NONCE;

  private static byte[] bytes(String base64) {
    return Base64.getDecoder().decode(base64);
  }

  private static byte[] signature(byte[] key) throws GeneralSecurityException {
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(MESSAGES.getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void bothSidesOfTheExampleInRfc7677AreProvedByIt() throws GeneralSecurityException {
    var verifier = ScramVerifier.of("pencil", bytes(SALT), 4096);
    var fields = verifier.split("[$:]", -1);
    assertEquals("SCRAM-SHA-256", fields[0]);
    assertEquals("4096", fields[1]);
    assertEquals(SALT, fields[2]);
    var client = bytes("dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=");
    var mask = signature(bytes(fields[3]));
    for (int i = 0; i < client.length; i++) client[i] ^= mask[i];
    assertArrayEquals(bytes(fields[3]), MessageDigest.getInstance("SHA-256").digest(client));
    assertEquals(
        "6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=",
        Base64.getEncoder().encodeToString(signature(bytes(fields[4]))));
  }

  @Test
  void eachHasASaltOfItsOwnAndNoneHoldsThePassword() {
    var password = "0123456789abcdef";
    assertNotEquals(ScramVerifier.of(password), ScramVerifier.of(password));
    assertFalse(ScramVerifier.of(password).contains(password));
  }
}
