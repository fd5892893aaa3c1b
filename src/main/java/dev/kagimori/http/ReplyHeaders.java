package dev.kagimori.http;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;

/** What every reply carries, refusals and pages included; kept as the bytes that are sent. */
final class ReplyHeaders {
  private static final CharSequence API_POLICY =
      HttpHeaders.createOptimized("default-src 'none'; frame-ancestors 'none'");

  /** The page that shows the contract sets styles of its own; nothing comes from another host. */
  private static final CharSequence PAGE_POLICY =
      HttpHeaders.createOptimized(
          "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self'"
              + " data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors"
              + " 'none'");

  static final CharSequence REQUEST_ID = HttpHeaders.createOptimized("X-Request-Id");

  private static final CharSequence POLICY = HttpHeaders.createOptimized("Content-Security-Policy");
  private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");
  private static final CharSequence[][] FILES = {
    pair("Cross-Origin-Resource-Policy", "same-origin"),
    pair("Strict-Transport-Security", "max-age=31536000; includeSubDomains"),
    pair("X-Content-Type-Options", "nosniff"),
  };
  private static final CharSequence[][] REST = {
    FILES[0],
    FILES[1],
    FILES[2],
    pair("Referrer-Policy", "no-referrer"),
    pair("X-Frame-Options", "DENY"),
  };

  private ReplyHeaders() {}

  static void api(MultiMap headers, String requestId) {
    add(headers, requestId, API_POLICY);
  }

  static void page(MultiMap headers, String requestId) {
    add(headers, requestId, PAGE_POLICY);
  }

  /** What a file has of its own, its policy among it, stands there already. */
  static void file(MultiMap headers, String requestId) {
    headers.add(REQUEST_ID, requestId);
    for (var pair : FILES) headers.add(pair[0], pair[1]);
  }

  /** Adding spares a look for what is there: none of these is set elsewhere. */
  private static void add(MultiMap headers, String requestId, CharSequence policy) {
    headers.add(REQUEST_ID, requestId).add(HttpHeaders.CACHE_CONTROL, NO_STORE).add(POLICY, policy);
    for (var pair : REST) headers.add(pair[0], pair[1]);
  }

  private static CharSequence[] pair(String name, String value) {
    return new CharSequence[] {
      HttpHeaders.createOptimized(name), HttpHeaders.createOptimized(value)
    };
  }
}
