package dev.kagimori.otp;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * HOTP values (RFC 4226 §5.3) of one seed. Not for several threads at once. Whether a counter may
 * be used, and how often, is not decided here.
 */
final class Hotp {
  private static final int[] POWERS_OF_TEN = {
    1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000
  };

  private final Mac mac;
  private final int modulus;

  /**
   * @param digits 6 to 8
   */
  Hotp(Seed seed, Algorithm algorithm, int digits) {
    try {
      mac = Mac.getInstance(algorithm.mac);
      mac.init(new SecretKeySpec(seed.key(), algorithm.mac));
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every Java platform has " + algorithm.mac, e);
    }
    modulus = POWERS_OF_TEN[digits];
  }

  /** The value for a counter, as a number; its text has leading zeros. */
  int value(long counter) {
    byte[] hash = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(counter).array());
    int offset = hash[hash.length - 1] & 0xf;
    return (ByteBuffer.wrap(hash).getInt(offset) & 0x7fff_ffff) % modulus;
  }
}
