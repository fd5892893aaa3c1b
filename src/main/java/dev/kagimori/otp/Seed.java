package dev.kagimori.otp;

import java.security.MessageDigest;
import java.util.Arrays;

/**
 * A token's shared secret (K of RFC 4226 §5.1), in clear. It is opened for one judgement and closed
 * at once; {@link #close} wipes it.
 */
public final class Seed implements AutoCloseable {
  /** The least that any token may have: 112 bits (NIST SP 800-63B). */
  public static final int LENGTH_MIN = 14;

  /** One block of SHA-512's HMAC; a longer key would be hashed first. */
  public static final int LENGTH_MAX = 128;

  private final byte[] bytes;

  private Seed(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Takes a seed in clear.
   *
   * @param bytes 14 to 128 bytes; copied
   * @throws IllegalArgumentException when the length is out of range
   */
  public static Seed of(byte[] bytes) {
    return owning(bytes.clone());
  }

  /**
   * Takes a seed in clear, array and all: {@link #close} wipes that, and it is wiped at once where
   * it is refused.
   *
   * @param bytes 14 to 128 bytes
   * @throws IllegalArgumentException when the length is out of range
   */
  public static Seed owning(byte[] bytes) {
    if (bytes.length < LENGTH_MIN || bytes.length > LENGTH_MAX) {
      Arrays.fill(bytes, (byte) 0);
      throw new IllegalArgumentException(
          "a seed has %d to %d bytes, not %d".formatted(LENGTH_MIN, LENGTH_MAX, bytes.length));
    }
    return new Seed(bytes);
  }

  /** The one way out: the caller wipes the copy when done. */
  public byte[] reveal() {
    return bytes.clone();
  }

  @Override
  public void close() {
    Arrays.fill(bytes, (byte) 0);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Seed seed && MessageDigest.isEqual(bytes, seed.bytes);
  }

  @Override
  public int hashCode() {
    return Seed.class.hashCode(); // says nothing of the bytes
  }

  @Override
  public String toString() {
    return "Seed(" + bytes.length + " bytes)";
  }
}
