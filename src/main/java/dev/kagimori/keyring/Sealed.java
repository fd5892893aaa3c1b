package dev.kagimori.keyring;

import java.util.Arrays;
import java.util.Objects;

/**
 * A seed, or a short text, as the database has it; {@link Keyring} opens neither as the other.
 *
 * @param bytes nonce, ciphertext and tag
 * @param keyVersion of the institution's data key, from 1
 */
@SuppressWarnings("ArrayRecordComponent") // equality and text are its own
public record Sealed(byte[] bytes, int keyVersion) {
  public Sealed {
    bytes = bytes.clone();
  }

  @Override
  public byte[] bytes() {
    return bytes.clone();
  }

  /** The bytes themselves, for a reader that changes nothing. */
  byte[] unchanged() {
    return bytes;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Sealed(var theirs, var version)
        && keyVersion == version
        && Arrays.equals(bytes, theirs);
  }

  @Override
  public int hashCode() {
    return Objects.hash(Arrays.hashCode(bytes), keyVersion);
  }

  @Override
  public String toString() {
    return "Sealed(%d bytes, key version %d)".formatted(bytes.length, keyVersion);
  }
}
