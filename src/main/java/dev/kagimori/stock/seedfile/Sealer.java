package dev.kagimori.stock.seedfile;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Encrypts with AES-256-CBC and authenticates with HMAC-SHA-256, for {@link PskcWriter}. */
final class Sealer {
  static final int KEY_BYTES = 32;

  private static final int BLOCK = 16;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final SecretKeySpec key;
  private final Cipher cipher;
  private final Mac mac;

  /**
   * With a key.
   *
   * @param key 32 bytes; wiped
   */
  Sealer(byte[] key) {
    try {
      this.key = new SecretKeySpec(key, "AES");
      cipher = Cipher.getInstance("AES/CBC/NoPadding");
      mac = Mac.getInstance("HmacSHA256");
    } catch (GeneralSecurityException e) {
      throw always(e);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  private static AssertionError always(GeneralSecurityException e) {
    return new AssertionError("every Java platform has AES and HMAC-SHA-256", e);
  }

  static byte[] random(int bytes) {
    var random = new byte[bytes];
    RANDOM.nextBytes(random);
    return random;
  }

  /**
   * Sets the key of the MACs.
   *
   * @param bytes wiped
   */
  void macKey(byte[] bytes) {
    try {
      mac.init(new SecretKeySpec(bytes, "HmacSHA256"));
    } catch (GeneralSecurityException e) {
      throw always(e);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  byte[] mac(byte[] sealed) {
    return mac.doFinal(sealed);
  }

  /** Initialisation vector and cipher text; padded as PKCS #7 has it, which every reader takes. */
  byte[] seal(byte[] clear) {
    var padding = BLOCK - clear.length % BLOCK;
    var padded = Arrays.copyOf(clear, clear.length + padding);
    Arrays.fill(padded, clear.length, padded.length, (byte) padding);
    var bytes = Arrays.copyOf(random(BLOCK), BLOCK + padded.length);
    try {
      cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(bytes, 0, BLOCK));
      cipher.doFinal(padded, 0, padded.length, bytes, BLOCK);
      return bytes;
    } catch (GeneralSecurityException e) {
      throw always(e);
    } finally {
      Arrays.fill(padded, (byte) 0);
    }
  }
}
