package dev.kagimori.otp;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.InvalidKeyException;
import javax.crypto.Mac;

/**
 * HOTP values (RFC 4226 §5.3) of one seed. Not for several threads at once. Whether a counter may
 * be used, and how often, is not decided here.
 */
final class Hotp {
  private static final int[] POWERS_OF_TEN = {
    1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000
  };
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private final Mac mac;
  private final int modulus;
  private final byte[] message = new byte[Long.BYTES];

  /**
   * @param digits 6 to 8
   */
  Hotp(Seed seed, Algorithm algorithm, int digits) {
    mac = algorithm.newMac();
    try {
      mac.init(new MacKey(seed, algorithm));
    } catch (InvalidKeyException e) {
      throw new AssertionError("an HMAC takes any key (RFC 2104)", e);
    }
    modulus = POWERS_OF_TEN[digits];
  }

  /** The value for a counter, as a number; its text has leading zeros. */
  int value(long counter) {
    LONG.set(message, 0, counter);
    byte[] hash = mac.doFinal(message);
    int offset = hash[hash.length - 1] & 0xf;
    return ((int) INT.get(hash, offset) & 0x7fff_ffff) % modulus;
  }
}
