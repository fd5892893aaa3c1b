package dev.kagimori.localpage;

import java.util.stream.Collector;

/**
 * Markup. What is put into it is escaped unless it is markup itself.
 *
 * @param markup well-formed by who wrote it
 */
public record Html(String markup) {
  public static final Html NONE = new Html("");

  /**
   * The pattern, which is a constant of ours, with each {@code {}} replaced by the next part.
   *
   * @throws IllegalArgumentException if there are more or fewer parts
   */
  public static Html of(String pattern, Object... parts) {
    var pieces = pattern.split("\\{}", -1);
    if (pieces.length != parts.length + 1) throw new IllegalArgumentException(pattern);
    var markup = new StringBuilder(pieces[0]);
    for (int i = 0; i < parts.length; i++) {
      markup.append(parts[i] instanceof Html html ? html.markup : escaped(parts[i].toString()));
      markup.append(pieces[i + 1]);
    }
    return new Html(markup.toString());
  }

  /** A text, for content and for attributes in double quotes. */
  public static Html text(String text) {
    return new Html(escaped(text));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  /** One after the other. */
  public static Collector<Html, ?, Html> joined() {
    return Collector.of(
        StringBuilder::new,
        (all, html) -> all.append(html.markup),
        StringBuilder::append,
        all -> new Html(all.toString()));
  }
}
