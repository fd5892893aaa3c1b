package dev.kagimori.client;

import org.jspecify.annotations.Nullable;

/**
 * The new token of an exchange; pass on what the customer typed.
 *
 * @param nextCode after {@code NEXT_CODE_NEEDED}: the code that the token shows next
 */
public record SerialAndCodeRequest(String serial, String code, @Nullable String nextCode) {
  public SerialAndCodeRequest(String serial, String code) {
    this(serial, code, null);
  }

  public SerialAndCodeRequest withNextCode(String next) {
    return new SerialAndCodeRequest(serial, code, next);
  }

  /** Without the codes. */
  @Override
  public String toString() {
    return "SerialAndCodeRequest(" + serial + ")";
  }
}
