package dev.kagimori.client;

import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A judgement.
 *
 * @param triesLeft wrong codes that are left before suspension
 * @param wrongSince wrong codes since the last accepted one
 * @param repeated true where this is the first answer once more
 */
public record Verification(
    Result result,
    @Nullable Integer triesLeft,
    @Nullable Integer wrongSince,
    OffsetDateTime verifiedAt,
    @Nullable Boolean repeated) {
  /** The one judgement that lets the customer go on. */
  public boolean isAccepted() {
    return result == Result.ACCEPTED;
  }
}
