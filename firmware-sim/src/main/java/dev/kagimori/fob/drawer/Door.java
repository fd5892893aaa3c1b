package dev.kagimori.fob.drawer;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What every request passes: only browsers that were sent here by this page's own address come in,
 * so that no other site, and no name that was bent to this address, reads a code or sets a clock.
 */
final class Door implements HttpHandler {
  /** A form of ours has one number. */
  private static final int BODY_MAX = 1_024;

  private static final int BAD_REQUEST = 400;
  private static final int FORBIDDEN = 403;
  private static final int NOT_ALLOWED = 405;
  private static final int TOO_LARGE = 413;
  private static final int MISDIRECTED = 421;
  private static final int FAILED = 500;

  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
          + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  private static final Logger LOG = LoggerFactory.getLogger(Door.class);

  private final Set<String> hosts;
  private final Routes routes;

  Door(int port, Routes routes) {
    hosts = Set.of("127.0.0.1:" + port, "localhost:" + port);
    this.routes = routes;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      send(exchange, answered(exchange));
    }
  }

  private Answer answered(HttpExchange exchange) throws IOException {
    var headers = exchange.getRequestHeaders();
    var host = headers.getFirst("Host");
    if (host == null || !hosts.contains(host)) return Answer.error(MISDIRECTED, "FOREIGN_HOST");
    boolean reads = exchange.getRequestMethod().equals("GET");
    if (!reads && !exchange.getRequestMethod().equals("POST"))
      return Answer.error(NOT_ALLOWED, "METHOD");
    var path = exchange.getRequestURI().getPath();
    if (isForeign(headers.getFirst("Origin"), host)) return Answer.error(FORBIDDEN, "FOREIGN_SITE");
    boolean link = reads && !path.startsWith(Routes.API);
    var site = headers.getFirst("Sec-Fetch-Site");
    if (!link && site != null && !site.equals("same-origin") && !site.equals("none"))
      return Answer.error(FORBIDDEN, "FOREIGN_SITE");
    byte[] body = exchange.getRequestBody().readNBytes(BODY_MAX + 1);
    if (body.length > BODY_MAX) return Answer.error(TOO_LARGE, "TOO_LARGE");
    try {
      var query = Query.of(exchange.getRequestURI().getRawQuery());
      if (reads) return routes.get(path, query, headers.getFirst("Accept-Language"));
      return routes.post(path, Query.of(new String(body, StandardCharsets.UTF_8)));
    } catch (Query.BadValue e) {
      return Answer.error(BAD_REQUEST, "BAD_VALUE");
    } catch (RuntimeException e) {
      LOG.error("{} {} failed", exchange.getRequestMethod(), path, e);
      return Answer.error(FAILED, "FAILED");
    }
  }

  private static boolean isForeign(@Nullable String origin, String host) {
    return origin != null && !origin.equals("http://" + host);
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    var headers = exchange.getResponseHeaders();
    headers.set("Content-Type", answer.type());
    headers.set("Content-Security-Policy", POLICY);
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Cross-Origin-Opener-Policy", "same-origin");
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
    headers.set("Cache-Control", "no-store");
    headers.set("Vary", "Accept-Language");
    exchange.sendResponseHeaders(answer.status(), answer.body().length);
    exchange.getResponseBody().write(answer.body());
  }
}
