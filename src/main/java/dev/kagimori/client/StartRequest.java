package dev.kagimori.client;

import org.jspecify.annotations.Nullable;

/**
 * What starts a token; pass on what the customer typed.
 *
 * @param nextCode after {@code NEXT_CODE_NEEDED}: the code that the token shows next
 * @param loginOtp whether logins shall ask for a code, where the terms leave the choice
 */
public record StartRequest(
    String serial, String code, @Nullable String nextCode, @Nullable Boolean loginOtp) {
  public StartRequest(String serial, String code) {
    this(serial, code, null, null);
  }

  public StartRequest withNextCode(String next) {
    return new StartRequest(serial, code, next, loginOtp);
  }

  public StartRequest withLoginOtp(boolean wanted) {
    return new StartRequest(serial, code, nextCode, wanted);
  }

  /** Without the codes. */
  @Override
  public String toString() {
    return "StartRequest(" + serial + ")";
  }
}
