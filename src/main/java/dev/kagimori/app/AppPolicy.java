package dev.kagimori.app;

import java.util.Map;

/**
 * What the app may do in a browser: nothing that it does not need, and talk to nobody but the
 * service that it came from.
 */
final class AppPolicy {
  static final String CONTENT =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src"
          + " 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'none'";

  /** The camera reads QR codes; the clipboard takes a code (コピー). */
  static final String PERMISSIONS =
      "camera=(self), clipboard-write=(self), accelerometer=(), display-capture=(), geolocation=(),"
          + " gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()";

  /** For what is no page: nobody is to open it as one. */
  private static final String NO_PAGE = "default-src 'none'; frame-ancestors 'none'";

  private AppPolicy() {}

  static Map<String, String> of(String name) {
    return name.endsWith(".html") || name.equals("sw.js")
        ? Map.of(
            "Content-Security-Policy", CONTENT,
            "Permissions-Policy", PERMISSIONS,
            "Cross-Origin-Opener-Policy", "same-origin",
            "Referrer-Policy", "no-referrer",
            "X-Frame-Options", "DENY")
        : Map.of("Content-Security-Policy", NO_PAGE);
  }
}
