package dev.kagimori.keyring;

import java.util.Arrays;
import java.util.Objects;

/**
 * A short text as the database has it.
 *
 * @param bytes nonce, ciphertext and tag
 * @param keyVersion of the institution's data key, from 1
 */
@SuppressWarnings("ArrayRecordComponent") // equality and text are its own
public record SealedText(byte[] bytes, int keyVersion) {
  public SealedText {
    bytes = bytes.clone();
  }

  @Override
  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SealedText(var theirs, var version)
        && keyVersion == version
        && Arrays.equals(bytes, theirs);
  }

  @Override
  public int hashCode() {
    return Objects.hash(Arrays.hashCode(bytes), keyVersion);
  }

  @Override
  public String toString() {
    return "SealedText(%d bytes, key version %d)".formatted(bytes.length, keyVersion);
  }
}
