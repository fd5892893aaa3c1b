package dev.kagimori.fob.device;

import java.security.MessageDigest;
import java.util.random.RandomGenerator;

/**
 * The fob's shared secret, 16 to 64 bytes (RFC 4226 §4 R6). Says nothing of itself but its length.
 */
public final class Seed {
  public static final int BYTES_MIN = 16;
  public static final int BYTES_MAX = 64;

  private final byte[] bytes;

  private Seed(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * A seed of these bytes.
   *
   * @throws IllegalArgumentException if there are fewer than 16 or more than 64 bytes
   */
  public static Seed of(byte[] bytes) {
    if (bytes.length < BYTES_MIN || bytes.length > BYTES_MAX) {
      throw new IllegalArgumentException("a seed has 16 to 64 bytes, not " + bytes.length);
    }
    return new Seed(bytes.clone());
  }

  /** A new seed; give a {@link java.security.SecureRandom} unless this is a test. */
  public static Seed random(RandomGenerator random, int length) {
    var bytes = new byte[length];
    random.nextBytes(bytes);
    return of(bytes);
  }

  /** The one way out: a copy of the secret bytes. */
  public byte[] reveal() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Seed seed && MessageDigest.isEqual(bytes, seed.bytes);
  }

  @Override
  public int hashCode() {
    return bytes.length; // more would say something of the secret
  }

  @Override
  public String toString() {
    return "Seed(" + bytes.length + " bytes)";
  }
}
