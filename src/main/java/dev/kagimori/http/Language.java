package dev.kagimori.http;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The languages that people are spoken to in. */
enum Language {
  JA,
  EN;

  /** An {@code Accept-Language} longer than this is not weighed. */
  private static final int LONGEST = 256;

  /** Front ends send few different ones, and weighing one takes longer than all else. */
  private static final Map<String, Language> KNOWN = new ConcurrentHashMap<>();

  private static final int KNOWN_MAX = 200;

  String tag() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The best of the two (RFC 9110 §12.5.4, RFC 4647 §3.4).
   *
   * @param acceptLanguage null, unreadable or about other languages: Japanese
   */
  static Language of(@Nullable String acceptLanguage) {
    if (acceptLanguage == null || acceptLanguage.isBlank() || acceptLanguage.length() > LONGEST)
      return JA;
    var known = KNOWN.get(acceptLanguage);
    if (known != null) return known;
    var best = best(acceptLanguage);
    if (KNOWN.size() < KNOWN_MAX) KNOWN.put(acceptLanguage, best);
    return best;
  }

  private static Language best(String acceptLanguage) {
    try {
      var best = Locale.lookupTag(Locale.LanguageRange.parse(acceptLanguage), List.of("ja", "en"));
      return "en".equals(best) ? EN : JA;
    } catch (IllegalArgumentException e) {
      return JA;
    }
  }
}
