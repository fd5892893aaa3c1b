package dev.kagimori.http;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Properties;

/**
 * The words of problems, from {@code problems_ja.properties} and {@code problems_en.properties}.
 */
final class Texts {
  private static final Map<Language, Properties> ALL = load();

  private Texts() {}

  static String title(ProblemCode code, Language language) {
    return text(code.name() + ".title", language);
  }

  /** In the words of the code alone. */
  static String detail(ProblemCode code, Language language) {
    return detail(code, "", language);
  }

  /**
   * What went wrong, and the remedy.
   *
   * @param about the field that it speaks of; empty: the code's own words
   */
  static String detail(ProblemCode code, String about, Language language) {
    return text(code.name() + (about.isEmpty() ? "" : "." + about) + ".detail", language);
  }

  /** What is wrong with a field, with its bound filled in. */
  static String reason(FieldError.Reason reason, String bound, Language language) {
    return text("reason." + reason.name(), language).replace("{0}", bound);
  }

  private static String text(String key, Language language) {
    var text = properties(language).getProperty(key);
    if (text == null) throw new IllegalStateException(language + " has no text for " + key);
    return text;
  }

  private static Properties properties(Language language) {
    var properties = ALL.get(language);
    if (properties == null) throw new IllegalStateException("no texts in " + language);
    return properties;
  }

  private static Map<Language, Properties> load() {
    var all = new EnumMap<Language, Properties>(Language.class);
    for (var language : Language.values()) {
      var name = "/problems_" + language.tag() + ".properties";
      var properties = new Properties();
      try (var in = Texts.class.getResourceAsStream(name)) {
        if (in == null) throw new IllegalStateException(name + " is not on the class path");
        properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      all.put(language, properties);
    }
    return all;
  }
}
