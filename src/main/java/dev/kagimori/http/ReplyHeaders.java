package dev.kagimori.http;

import io.vertx.core.MultiMap;

/** What every reply carries, refusals and pages included. */
final class ReplyHeaders {
  static final String API_POLICY = "default-src 'none'; frame-ancestors 'none'";

  /** The page that shows the contract sets styles of its own; nothing comes from another host. */
  static final String PAGE_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self'"
          + " data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors"
          + " 'none'";

  private ReplyHeaders() {}

  static void put(MultiMap headers, String requestId) {
    headers
        .set("X-Request-Id", requestId)
        .set("Cache-Control", "no-store")
        .set("Content-Security-Policy", API_POLICY)
        .set("Cross-Origin-Resource-Policy", "same-origin")
        .set("Referrer-Policy", "no-referrer")
        .set("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
        .set("X-Content-Type-Options", "nosniff")
        .set("X-Frame-Options", "DENY");
  }
}
