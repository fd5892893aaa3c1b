package dev.kagimori.issue;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.otp.Seed;
import dev.kagimori.phone.AppError;
import dev.kagimori.phone.Device;
import dev.kagimori.secrets.Secrets;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.interfaces.ECPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class P256Test {
  private static final Instant NOW = Instant.parse("2026-11-21T01:00:10Z");

  /** The generator (SEC 2 §2.4.2). */
  private static final String G =
      "046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"
          + "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5";

  private static byte[] g() {
    return HexFormat.of().parseHex(G);
  }

  @Test
  void aPointHasToLieOnTheCurve() throws GeneralSecurityException {
    assertTrue(P256.isPoint(g()));
    assertArrayEquals(g(), P256.point(P256.key(g())));
    for (int at = 0; at < 65; at++) {
      var off = g();
      off[at] ^= 1;
      assertFalse(P256.isPoint(off), "changed at " + at);
      assertThrows(GeneralSecurityException.class, () -> P256.key(off));
    }
    assertFalse(P256.isPoint(new byte[65]));
    assertFalse(P256.isPoint(new byte[] {0}));
    var over = g();
    Arrays.fill(over, 1, 33, (byte) 0xff);
    assertFalse(P256.isPoint(over));
  }

  @Test
  void pointsOfNewPairsComeBack() throws GeneralSecurityException {
    for (int n = 0; n < 50; n++) {
      var key = (ECPublicKey) P256.newPair().getPublic();
      assertEquals(key.getW(), P256.key(P256.point(key)).getW());
    }
  }

  @Test
  void aPhoneOpensWhatWasSealedToItAndNothingElse() {
    var phone = new Device();
    var bytes = new byte[32];
    new Random(7).nextBytes(bytes);
    Secrets.seed(bytes);
    var to = key(phone, "sealingKey");
    var sealed = SeedBox.seal(Seed.of(bytes), to, "12345678", "AO1234567890");
    var answer =
        new JsonObject()
            .put("serial", "AO1234567890")
            .put("institution", new JsonObject().put("name", "青葉医師信用組合"))
            .put("validUntil", "2031-11-21T10:00:10+09:00")
            .put("digits", 6)
            .put("step", 30)
            .put("algorithm", "SHA256")
            .put("sealedSeed", sealed);
    assertArrayEquals(bytes, phone.open("12345678", answer).seed());
    assertThrows(AppError.class, () -> phone.open("12345679", answer));
    assertThrows(AppError.class, () -> new Device().open("12345678", answer));
    var other = answer.copy().put("serial", "AO1234567891");
    assertThrows(AppError.class, () -> phone.open("12345678", other));
  }

  private static byte[] key(Device phone, String field) {
    var said = phone.selfIssue("12345678", "AO", NOW);
    return Base64.getUrlDecoder().decode(said.getString(field));
  }

  @Test
  void aSignatureIsThatOfTheKeysOwner() {
    var phone = new Device();
    var signed = phone.renewal("12345678", "AO1234567890", "471093", NOW);
    var lines = "POST /app/v1/renewals\n12345678\nAO1234567890\n471093\n" + NOW;
    var bytes = lines.getBytes(StandardCharsets.UTF_8);
    var signature = Base64.getUrlDecoder().decode(signed.getString("signature"));
    var key = key(phone, "signingKey");
    assertTrue(P256.verifies(key, bytes, signature));
    assertFalse(P256.verifies(g(), bytes, signature));
    assertFalse(P256.verifies(key, bytes, new byte[64]));
    assertFalse(P256.verifies(key, bytes, new byte[63]));
    signature[5] ^= 1;
    assertFalse(P256.verifies(key, bytes, signature));
  }
}
