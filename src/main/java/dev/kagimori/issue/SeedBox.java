package dev.kagimori.issue;

import dev.kagimori.otp.Seed;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.KeyAgreement;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * Seals a seed to a phone's key, so that no proxy or log on its way can see it: ephemeral-static
 * ECDH (NIST SP 800-56A §6.2.2.2), HKDF-SHA-256 (RFC 5869), AES-256-GCM (SP 800-38D). What an app
 * has to do with it stands in {@code openapi/app.yaml}.
 */
final class SeedBox {
  private static final byte[] INFO = ascii("kagimori sealed seed v1");
  private static final int KEY = 32;
  private static final int NONCE = 12;
  private static final int TAG_BITS = 128;
  private static final SecureRandom RANDOM = new SecureRandom();

  private SeedBox() {}

  /**
   * Ephemeral public key, nonce, ciphertext with its tag: in Base64 for URLs without padding.
   *
   * @param to a point of P-256
   */
  static String seal(Seed seed, byte[] to, String serviceId, String serial) {
    var clear = seed.reveal();
    try {
      var pair = P256.newPair();
      var ephemeral = P256.point((ECPublicKey) pair.getPublic());
      var agreement = KeyAgreement.getInstance("ECDH");
      agreement.init(pair.getPrivate());
      var nonce = new byte[NONCE];
      RANDOM.nextBytes(nonce);
      var cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          Cipher.ENCRYPT_MODE,
          key(agreement, P256.key(to), joined(ephemeral, to)),
          new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(ascii(serviceId + serial));
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(joined(ephemeral, nonce, cipher.doFinal(clear)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("P-256, HKDF and AES-GCM are part of JDK 25", e);
    } finally {
      Arrays.fill(clear, (byte) 0);
    }
  }

  private static SecretKey key(KeyAgreement agreement, PublicKey to, byte[] salt)
      throws GeneralSecurityException {
    agreement.doPhase(to, true);
    var shared = agreement.generateSecret();
    try {
      var spec = HKDFParameterSpec.ofExtract().addIKM(shared).addSalt(salt).thenExpand(INFO, KEY);
      return KDF.getInstance("HKDF-SHA256").deriveKey("AES", spec);
    } finally {
      Arrays.fill(shared, (byte) 0);
    }
  }

  private static byte[] joined(byte[]... parts) {
    var joined = ByteBuffer.allocate(Arrays.stream(parts).mapToInt(part -> part.length).sum());
    for (var part : parts) joined.put(part);
    return joined.array();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
