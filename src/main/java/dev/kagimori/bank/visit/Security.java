package dev.kagimori.bank.visit;

import io.vertx.core.http.HttpServerResponse;

/** What a page may load and who may frame it: nothing but its own, and nobody. */
final class Security {
  private Security() {}

  static void headers(HttpServerResponse response, String nonce) {
    response
        .putHeader(
            "Content-Security-Policy",
            "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'nonce-"
                + nonce
                + "'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader("X-Frame-Options", "DENY")
        .putHeader("Referrer-Policy", "same-origin")
        .putHeader("Cross-Origin-Opener-Policy", "same-origin")
        .putHeader("Cross-Origin-Resource-Policy", "same-origin")
        .putHeader("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
  }

  /** Of pages: what a customer saw is kept nowhere; of an HTTPS site, too (ASVS 14.3.2). */
  static void notKept(HttpServerResponse response) {
    response.putHeader("Cache-Control", "no-store");
  }
}
