package dev.kagimori.client;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A code to be judged; pass on what the customer typed.
 *
 * @param nextCode after {@code NEXT_CODE_NEEDED}: the code that the token shows next
 * @param reference of this attempt; where it is null the client makes one
 */
public record VerifyRequest(
    String code, @Nullable String nextCode, Operation operation, @Nullable UUID reference) {
  public VerifyRequest(String code, Operation operation) {
    this(code, null, operation, null);
  }

  public VerifyRequest withNextCode(String next) {
    return new VerifyRequest(code, next, operation, reference);
  }

  public VerifyRequest withReference(UUID attempt) {
    return new VerifyRequest(code, nextCode, operation, attempt);
  }

  /** Without the codes. */
  @Override
  public String toString() {
    return "VerifyRequest(" + operation + ")";
  }
}
