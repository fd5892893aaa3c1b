package dev.kagimori.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Accepts a text that surely fits a schema of the contract; of what it does not accept, {@link
 * SchemaCheck} says whether and why it does not fit.
 */
final class QuickText {
  /** What a schema may say and be understood here. */
  private static final Set<String> KNOWN =
      Set.of("type", "minLength", "maxLength", "pattern", "enum");

  /** What changes nothing about which texts fit. */
  static final Set<String> REMARKS =
      Set.of("description", "title", "example", "examples", "default", "__absolute_uri__");

  /** Patterns of this form are walked by hand: one class of characters, so many times. */
  private static final Pattern ONE_CLASS =
      Pattern.compile("\\^\\[([A-Za-z0-9._-]+)]\\{(\\d{1,4}),(\\d{1,4})}\\$");

  private final int least;
  private final int most;
  private final Optional<Pattern> pattern;
  private final Optional<BitSet> characters;
  private final Set<String> values;

  private QuickText(
      int least,
      int most,
      Optional<Pattern> pattern,
      Optional<BitSet> characters,
      Set<String> values) {
    this.least = least;
    this.most = most;
    this.pattern = pattern;
    this.characters = characters;
    this.values = values;
  }

  /** Empty where the schema says more than is understood here. */
  static Optional<QuickText> of(JsonObject schema) {
    for (var keyword : schema.fieldNames())
      if (!KNOWN.contains(keyword) && !REMARKS.contains(keyword)) return Optional.empty();
    if (!"string".equals(schema.getValue("type"))) return Optional.empty();
    int least = schema.getInteger("minLength", 0);
    int most = schema.getInteger("maxLength", Integer.MAX_VALUE);
    var values = new HashSet<String>();
    var listed = schema.getJsonArray("enum", new JsonArray());
    for (int i = 0; i < listed.size(); i++) values.add(String.valueOf(listed.getValue(i)));
    var form = schema.getString("pattern");
    if (form == null)
      return Optional.of(new QuickText(least, most, Optional.empty(), Optional.empty(), values));
    var simple = ONE_CLASS.matcher(form);
    if (!simple.matches())
      return Optional.of(
          new QuickText(least, most, Optional.of(Pattern.compile(form)), Optional.empty(), values));
    return Optional.of(
        new QuickText(
            Math.max(least, Integer.parseInt(simple.group(2))),
            Math.min(most, Integer.parseInt(simple.group(3))),
            Optional.empty(),
            Optional.of(characters(simple.group(1))),
            values));
  }

  /** Whether it surely fits. */
  boolean accepts(String text) {
    // characters beyond the basic plane are counted in ways of their own: left to the full check
    if (text.length() < least || text.length() > most) return false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) return false;
      if (characters.isPresent() && !characters.get().get(c)) return false;
    }
    return (values.isEmpty() || values.contains(text))
        && (pattern.isEmpty() || pattern.get().matcher(text).find());
  }

  /** The members of a class such as {@code A-Za-z0-9._-}; a hyphen at its end is one itself. */
  private static BitSet characters(String members) {
    var set = new BitSet(128);
    for (int i = 0; i < members.length(); i++)
      if (i + 2 < members.length() && members.charAt(i + 1) == '-') {
        set.set(members.charAt(i), members.charAt(i + 2) + 1);
        i += 2;
      } else {
        set.set(members.charAt(i));
      }
    return set;
  }
}
