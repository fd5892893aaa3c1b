package dev.kagimori.http;

import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Names one request in answers, logs and audit. */
final class RequestId {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9-]{1,64}");

  private RequestId() {}

  /** The client's own where it is of the form, else a new one. */
  static String of(@Nullable String asked) {
    return asked != null && FORM.matcher(asked).matches() ? asked : UUID.randomUUID().toString();
  }
}
