package dev.kagimori.fob.drawer;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The page itself, in both languages, and the files that it loads; read once. */
final class Page {
  private static final String HTML = "text/html";
  private static final Map<String, String> TYPES =
      Map.of(
          "drawer.css", "text/css",
          "drawer.js", "text/javascript",
          "fob.js", "text/javascript",
          "body.js", "text/javascript",
          "lcd.js", "text/javascript",
          "rack.js", "text/javascript",
          "settings.js", "text/javascript",
          "icon.svg", "image/svg+xml");
  private static final Pattern PLACE = Pattern.compile("\\{\\{([a-zA-Z.]+)}}");

  private final Map<String, Answer> files = new TreeMap<>();
  private final Answer japanese;
  private final Answer english;

  Page() {
    TYPES.forEach((name, type) -> files.put("/" + name, Answer.ok(type, read(name))));
    japanese = Answer.ok(HTML, filled("ja"));
    english = Answer.ok(HTML, filled("en"));
  }

  /** In the language that was chosen, else in the first that the browser asks for and we speak. */
  Answer html(Query query, @Nullable String languages) {
    var chosen = query.text("lang");
    boolean inJapanese = chosen.isEmpty() ? prefersJapanese(languages) : !chosen.equals("en");
    return inJapanese ? japanese : english;
  }

  private static boolean prefersJapanese(@Nullable String languages) {
    if (languages == null || languages.isBlank()) return true;
    try {
      var wanted = Locale.LanguageRange.parse(languages);
      return !"en".equals(Locale.lookupTag(wanted, List.of("ja", "en")));
    } catch (IllegalArgumentException e) {
      return true; // what can't be read asks for nothing
    }
  }

  @Nullable Answer file(String path) {
    return files.get(path);
  }

  private static String filled(String language) {
    var texts = new Properties();
    try (var in =
        new InputStreamReader(open("texts_" + language + ".properties"), StandardCharsets.UTF_8)) {
      texts.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var json = new Json();
    texts.stringPropertyNames().stream()
        .sorted()
        .forEach(name -> json.put(name, texts.getProperty(name)));
    return PLACE
        .matcher(read("page.html"))
        .replaceAll(place ->
            Matcher.quoteReplacement(
                place.group(1).equals("texts") ? json.toString() : text(texts, place.group(1))));
  }

  private static String text(Properties texts, String name) {
    var text = texts.getProperty(name);
    if (text == null) throw new IllegalStateException("no text " + name);
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }

  private static String read(String name) {
    try (var in = open(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream open(String name) {
    var in = Page.class.getResourceAsStream(name);
    if (in == null) throw new IllegalStateException("no resource " + name);
    return in;
  }
}
