package dev.kagimori.phone;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** The phone's two key pairs: seeds are sealed to one, calls signed with the other. */
final class DeviceKeys {
  /** Info and counter: a key of 32 bytes is the first block of the expansion. */
  private static final byte[] FIRST_BLOCK = ascii("kagimori sealed seed v1\u0001");

  private static final int COORDINATE = 32;
  private static final int POINT = 1 + 2 * COORDINATE;
  private static final int NONCE = 12;
  private static final int TAG_BITS = 128;
  private static final int SHORTEST = POINT + NONCE + TAG_BITS / 8;

  private final KeyPair sealing = pair();
  private final KeyPair signing = pair();

  String sealingKey() {
    return text(point((ECPublicKey) sealing.getPublic()));
  }

  String signingKey() {
    return text(point((ECPublicKey) signing.getPublic()));
  }

  /**
   * Opens a sealed seed, {@code E ‖ N ‖ C}.
   *
   * @throws GeneralSecurityException when it is not sealed to this phone, for this token
   */
  byte[] open(String sealedSeed, String serviceId, String serial) throws GeneralSecurityException {
    var sealed = Base64.getUrlDecoder().decode(sealedSeed);
    if (sealed.length < SHORTEST) throw new GeneralSecurityException("a sealed seed is longer");
    var ephemeral = Arrays.copyOf(sealed, POINT);
    var agreement = KeyAgreement.getInstance("ECDH");
    agreement.init(sealing.getPrivate());
    agreement.doPhase(key(ephemeral), true);
    var salt = Arrays.copyOf(ephemeral, 2 * POINT);
    System.arraycopy(point((ECPublicKey) sealing.getPublic()), 0, salt, POINT, POINT);
    var key = hmac(hmac(salt, agreement.generateSecret()), FIRST_BLOCK); // HKDF (RFC 5869 §2)
    var cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        Cipher.DECRYPT_MODE,
        new SecretKeySpec(key, "AES"),
        new GCMParameterSpec(TAG_BITS, sealed, POINT, NONCE));
    cipher.updateAAD(ascii(serviceId + serial));
    return cipher.doFinal(sealed, POINT + NONCE, sealed.length - POINT - NONCE);
  }

  /** Signs the lines of a call, joined by line feeds. */
  String sign(String... lines) {
    try {
      var signature = Signature.getInstance("SHA256withECDSAinP1363Format");
      signature.initSign(signing.getPrivate());
      signature.update(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
      return text(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("ECDSA on P-256 is part of the JDK", e);
    }
  }

  private static byte[] hmac(byte[] key, byte[] message) throws GeneralSecurityException {
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "RAW"));
    return mac.doFinal(message);
  }

  private PublicKey key(byte[] point) throws GeneralSecurityException {
    var x = new BigInteger(1, Arrays.copyOfRange(point, 1, 1 + COORDINATE));
    var y = new BigInteger(1, Arrays.copyOfRange(point, 1 + COORDINATE, POINT));
    var curve = ((ECPublicKey) sealing.getPublic()).getParams();
    return KeyFactory.getInstance("EC")
        .generatePublic(new ECPublicKeySpec(new ECPoint(x, y), curve));
  }

  /** Uncompressed (SEC 1 §2.3.3). */
  private static byte[] point(ECPublicKey key) {
    var point = new byte[POINT];
    point[0] = 4;
    place(key.getW().getAffineX(), point, 1 + COORDINATE);
    place(key.getW().getAffineY(), point, POINT);
    return point;
  }

  private static void place(BigInteger coordinate, byte[] into, int end) {
    var bytes = coordinate.toByteArray(); // may begin with a byte for the sign
    int length = Math.min(bytes.length, COORDINATE);
    System.arraycopy(bytes, bytes.length - length, into, end - length, length);
  }

  private static KeyPair pair() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("P-256 is part of the JDK", e);
    }
  }

  private static String text(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
