package dev.kagimori.secrets;

import java.util.Arrays;

/**
 * Bytes that must not be found.
 *
 * @param kind of the secret, and its spelling
 * @param bytes at least {@link #SHORTEST}
 * @param alone counts only where it is not part of a longer word or number
 */
@SuppressWarnings("ArrayRecordComponent") // equality is its own
public record Needle(String kind, byte[] bytes, boolean alone) {
  /** What a search looks at once. */
  static final int SHORTEST = 6;

  public Needle {
    if (bytes.length < SHORTEST)
      throw new IllegalArgumentException("too short to be looked for: " + kind);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Needle needle
        && alone == needle.alone
        && Arrays.equals(bytes, needle.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** Without the secret: a find is told in a log, too. */
  @Override
  public String toString() {
    return kind + ", " + bytes.length + " bytes";
  }
}
