package dev.kagimori.keyring;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * AES-256-GCM (NIST SP 800-38D): a random nonce of 96 bits, then the ciphertext and its tag of 128.
 * With random nonces a key may seal 2^32 times; a data key belongs to one institution, so that its
 * tokens end long before.
 */
final class Aead {
  private static final String TRANSFORMATION = "AES/GCM/NoPadding";
  private static final int NONCE = 12;
  private static final int TAG = 16;
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final IdleCiphers CIPHERS = new IdleCiphers(TRANSFORMATION);

  private Aead() {}

  static byte[] seal(SecretKey key, byte[] clear, byte[] associatedData)
      throws GeneralSecurityException {
    var nonce = random(NONCE);
    var cipher = Cipher.getInstance(TRANSFORMATION);
    cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG * 8, nonce));
    cipher.updateAAD(associatedData);
    var sealed = new byte[NONCE + clear.length + TAG];
    System.arraycopy(nonce, 0, sealed, 0, NONCE);
    cipher.doFinal(clear, 0, clear.length, sealed, NONCE);
    return sealed;
  }

  static byte[] open(SecretKey key, byte[] sealed, byte[] associatedData)
      throws GeneralSecurityException {
    if (sealed.length < NONCE + TAG) throw new GeneralSecurityException("too short");
    var cipher = CIPHERS.take();
    cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG * 8, sealed, 0, NONCE));
    cipher.updateAAD(associatedData);
    var clear = cipher.doFinal(sealed, NONCE, sealed.length - NONCE);
    CIPHERS.giveBack(cipher);
    return clear;
  }

  static byte[] random(int length) {
    var bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    return bytes;
  }

  /** Joins parts so that no other parts give the same bytes: each with its length before it. */
  static byte[] joined(byte[]... parts) {
    var length = 0;
    for (var part : parts) length = Math.addExact(length, Integer.BYTES + part.length);
    var joined = ByteBuffer.allocate(length);
    for (var part : parts) joined.putInt(part.length).put(part);
    return joined.array();
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static byte[] bytes(int number) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
  }
}
