package dev.kagimori.client;

import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A refusal as it comes over the wire (RFC 9457). */
record Problem(
    @Nullable String type,
    @Nullable String title,
    @Nullable String detail,
    @Nullable Integer status,
    String code,
    @Nullable String instance,
    @Nullable List<FieldError> errors,
    @Nullable String rule,
    @Nullable Status state,
    @Nullable Integer triesLeft,
    @Nullable OffsetDateTime nextIssueFrom) {
  /** What somebody on the way said, who is not the service. */
  static Problem ofAnother(int status) {
    var detail =
        "HTTP %d が返されました。接続先をご確認ください。 / HTTP %d came back, not from the service: check the address"
            .formatted(status, status);
    return new Problem(null, null, detail, status, "", null, null, null, null, null, null);
  }
}
