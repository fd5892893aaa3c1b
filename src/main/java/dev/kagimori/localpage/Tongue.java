package dev.kagimori.localpage;

import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Locale;

/** The languages that pages are written in. */
public enum Tongue {
  JA,
  EN;

  private static final int LONGEST = 256;

  /** The one that was chosen by {@code ?lang=}, else the one that the browser asks for. */
  public static Tongue of(HttpServerRequest request) {
    var chosen = request.getParam("lang");
    if (chosen != null) return chosen.equals("en") ? EN : JA;
    var accepted = request.getHeader("Accept-Language");
    if (accepted == null || accepted.isBlank() || accepted.length() > LONGEST) return JA;
    try {
      var best = Locale.lookupTag(Locale.LanguageRange.parse(accepted), List.of("ja", "en"));
      return "en".equals(best) ? EN : JA;
    } catch (IllegalArgumentException e) {
      return JA; // what can't be read asks for nothing
    }
  }

  public String say(String ja, String en) {
    return this == JA ? ja : en;
  }

  public String tag() {
    return say("ja", "en");
  }

  Tongue other() {
    return this == JA ? EN : JA;
  }
}
