package dev.kagimori.http;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.Optional;
import java.util.regex.Pattern;

/** Takes the credential out of a request (RFC 6750 §2.1). */
final class Bearer {
  private static final Pattern FORM =
      Pattern.compile("Bearer +([A-Za-z0-9._~+/-]{1,4096}=*)", Pattern.CASE_INSENSITIVE);

  private Bearer() {}

  /** Empty where there is none, more than one, or another kind. */
  static Optional<String> of(MultiMap headers) {
    var all = headers.getAll(HttpHeaders.AUTHORIZATION);
    if (all.size() != 1) return Optional.empty();
    var match = FORM.matcher(all.getFirst());
    return match.matches() ? Optional.of(match.group(1)) : Optional.empty();
  }
}
