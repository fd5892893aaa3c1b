package dev.kagimori.http;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.Optional;

/** Takes the credential out of a request (RFC 6750 §2.1). */
final class Bearer {
  private static final String SCHEME = "Bearer ";
  private static final int LONGEST = 4096;

  private Bearer() {}

  /** Empty where there is none, more than one, or another kind. */
  static Optional<String> of(MultiMap headers) {
    var all = headers.getAll(HttpHeaders.AUTHORIZATION);
    return all.size() == 1 ? token(all.getFirst()) : Optional.empty();
  }

  /** {@code Bearer}, spaces, up to 4096 characters of a token, and any number of {@code =}. */
  private static Optional<String> token(String field) {
    if (!field.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) return Optional.empty();
    int begin = SCHEME.length();
    while (begin < field.length() && field.charAt(begin) == ' ') begin++;
    int end = begin;
    while (end < field.length() && isOfToken(field.charAt(end))) end++;
    if (end == begin || end - begin > LONGEST) return Optional.empty();
    for (int i = end; i < field.length(); i++) if (field.charAt(i) != '=') return Optional.empty();
    return Optional.of(field.substring(begin));
  }

  private static boolean isOfToken(char c) {
    return Ascii.isAlphanumeric(c)
        || c == '-'
        || c == '.'
        || c == '_'
        || c == '~'
        || c == '+'
        || c == '/';
  }
}
