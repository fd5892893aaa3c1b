package dev.kagimori.fob.device;

import org.apache.commons.codec.digest.HmacAlgorithms;
import org.jspecify.annotations.Nullable;

/** The hash under a code (RFC 6238 §1.2). */
public enum Algorithm {
  SHA1(HmacAlgorithms.HMAC_SHA_1, 1, "HMAC-SHA1", 20),
  SHA256(HmacAlgorithms.HMAC_SHA_256, 2, "HMAC-SHA256", 32),
  SHA512(HmacAlgorithms.HMAC_SHA_512, 3, "HMAC-SHA512", 64);

  final HmacAlgorithms hmac;
  private final int number;
  private final String suite;
  private final int seedBytes;

  Algorithm(HmacAlgorithms hmac, int number, String suite, int seedBytes) {
    this.hmac = hmac;
    this.number = number;
    this.suite = suite;
    this.seedBytes = seedBytes;
  }

  /** What stands for it in protocols: 1, 2, 3. */
  public int number() {
    return number;
  }

  /** The algorithm of that number; null if there is none. */
  public static @Nullable Algorithm of(int number) {
    for (var algorithm : values()) {
      if (algorithm.number == number) return algorithm;
    }
    return null;
  }

  /** The name in a seed file's {@code Suite} element. */
  public String suite() {
    return suite;
  }

  /** The seed length that RFC 6238 §5.1 recommends: that of the hash. */
  public int seedBytes() {
    return seedBytes;
  }
}
