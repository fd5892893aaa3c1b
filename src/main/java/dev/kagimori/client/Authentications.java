package dev.kagimori.client;

import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The last judgements, newest first. */
public record Authentications(List<Authentication> authentications) {
  /** One of them; the serial number is null where no token was judged. */
  public record Authentication(
      OffsetDateTime at, Act operation, Result result, @Nullable String serial) {}
}
