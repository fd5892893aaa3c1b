package dev.kagimori.localpage;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Set;

/** How such pages are asked for and sent. */
public final class LocalPage {
  private static final int FORBIDDEN = 403;
  private static final int MISDIRECTED = 421;
  private static final String STYLE = "/page.css";

  private static final String POLICY =
      "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none';"
          + " frame-ancestors 'none'";

  private static final Buffer CSS = css();

  private LocalPage() {}

  private static Buffer css() {
    try (InputStream in = LocalPage.class.getResourceAsStream("page.css")) {
      return Buffer.buffer(Objects.requireNonNull(in).readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Answers what is the same for all pages: refuses a foreign host, a form of another site, and
   * sends the style sheet. Whether it has answered.
   */
  public static boolean answered(HttpServerRequest request) {
    int port = request.localAddress().port();
    var authority = request.authority(); // HTTP/2 has no header for it
    var host = authority == null ? "" : authority.host() + ":" + authority.port();
    if (!Set.of("127.0.0.1:" + port, "localhost:" + port).contains(host)) {
      headers(request.response()).setStatusCode(MISDIRECTED).end();
      return true;
    }
    var origin = request.getHeader("Origin");
    if (origin != null && !origin.equals("http://" + host)) {
      headers(request.response()).setStatusCode(FORBIDDEN).end();
      return true;
    }
    if (!request.path().equals(STYLE)) return false;
    headers(request.response()).putHeader("Content-Type", "text/css; charset=utf-8").end(CSS);
    return true;
  }

  /** Nothing is kept, guessed, framed, or run. */
  public static HttpServerResponse headers(HttpServerResponse response) {
    return response
        .putHeader("Content-Security-Policy", POLICY)
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader("Referrer-Policy", "same-origin")
        .putHeader("Cross-Origin-Resource-Policy", "same-origin")
        .putHeader("Cache-Control", "no-store")
        .putHeader("Vary", "Accept, Accept-Language");
  }

  /**
   * Sends a page.
   *
   * @param address of the page in the other language, without {@code lang}; its own is kept in none
   */
  public static void send(
      HttpServerRequest request, int status, Tongue tongue, String title, Html address, Html main) {
    var other = tongue.other();
    var page =
        Html.of(
            """
            <!doctype html>
            <html lang="{}">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{}</title>
            <link rel="icon" href="data:,">
            <link rel="stylesheet" href="/page.css">
            </head>
            <body>
            <header><h1>{}</h1><a href="{}lang={}" hreflang="{}" lang="{}">{}</a></header>
            <main>{}</main>
            </body>
            </html>
            """,
            tongue.tag(),
            title,
            title,
            address,
            other.tag(),
            other.tag(),
            other.tag(),
            other.say("日本語", "English"),
            main);
    headers(request.response())
        .setStatusCode(status)
        .putHeader("Content-Type", "text/html; charset=utf-8")
        .end(page.markup());
  }
}
