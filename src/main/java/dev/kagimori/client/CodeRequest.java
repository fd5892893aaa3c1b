package dev.kagimori.client;

import org.jspecify.annotations.Nullable;

/**
 * A code of the token in use; pass on what the customer typed.
 *
 * @param nextCode after {@code NEXT_CODE_NEEDED}: the code that the token shows next
 */
public record CodeRequest(String code, @Nullable String nextCode) {
  public CodeRequest(String code) {
    this(code, null);
  }

  public CodeRequest withNextCode(String next) {
    return new CodeRequest(code, next);
  }

  /** Without the codes. */
  @Override
  public String toString() {
    return "CodeRequest";
  }
}
