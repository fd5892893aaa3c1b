package dev.kagimori.institution;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one object in terms; each that is asked for is known, and no other may be there.
 */
final class TermsFields {
  private static final Map<Class<?>, String> SHAPES_JA =
      Map.of(
          String.class, "文字列",
          Boolean.class, "true か false",
          Number.class, "数値",
          JsonObject.class, "オブジェクト",
          JsonArray.class, "一覧");

  private static final Map<Class<?>, String> SHAPES_EN =
      Map.of(
          String.class, "a text",
          Boolean.class, "true or false",
          Number.class, "a number",
          JsonObject.class, "an object",
          JsonArray.class, "a list");

  private final String place;
  private final JsonObject json;
  private final Set<String> known = new HashSet<>();

  TermsFields(String place, JsonObject json) {
    this.place = place;
    this.json = json;
  }

  /** To be called when all that may be there has been asked for. */
  void end() {
    for (var key : json.fieldNames())
      if (!known.contains(key))
        throw refused(key, "この項目はありません。", "there is no such field; leave it out");
  }

  boolean has(String key) {
    known.add(key);
    return json.getValue(key) != null;
  }

  String text(String key) {
    return need(key, optionalText(key));
  }

  @Nullable String optionalText(String key) {
    return read(key, String.class);
  }

  boolean flag(String key, boolean otherwise) {
    var value = read(key, Boolean.class);
    return value == null ? otherwise : value;
  }

  boolean flag(String key) {
    return need(key, read(key, Boolean.class));
  }

  int number(String key, int min, int max) {
    need(key, read(key, Number.class));
    return number(key, min, max, 0);
  }

  int number(String key, int min, int max, int otherwise) {
    var amount = amount(key, min, max);
    return amount == null ? otherwise : Math.toIntExact(amount);
  }

  @Nullable Long amount(String key, long min, long max) {
    var value = read(key, Number.class);
    if (value == null) return null;
    if (value.doubleValue() != value.longValue()
        || value.longValue() < min
        || value.longValue() > max)
      throw refused(
          key,
          "%d から %d までの整数にしてください。".formatted(min, max),
          "has to be a whole number from %d to %d".formatted(min, max));
    return value.longValue();
  }

  <E extends Enum<E>> E word(String key, Class<E> type) {
    return word(key, text(key), type);
  }

  <E extends Enum<E>> Set<E> words(String key, Class<E> type) {
    var words = new LinkedHashSet<E>();
    for (var text : texts(key)) words.add(word(key, text, type));
    return words;
  }

  <E extends Enum<E>> Set<E> words(String key, Class<E> type, Set<E> otherwise) {
    return has(key) ? words(key, type) : otherwise;
  }

  List<String> texts(String key) {
    var texts = new ArrayList<String>();
    for (var value : array(key)) {
      if (!(value instanceof String text) || text.isBlank())
        throw refused(key, "文字列の一覧にしてください。", "has to be a list of texts");
      texts.add(text);
    }
    return texts;
  }

  List<String> texts(String key, List<String> otherwise) {
    return has(key) ? texts(key) : otherwise;
  }

  @Nullable Instant instant(String key) {
    return parsed(key, text -> OffsetDateTime.parse(text).toInstant(), "2026-04-01T00:00:00+09:00");
  }

  LocalTime time(String key) {
    return need(key, parsed(key, LocalTime::parse, "20:50"));
  }

  <T> T object(String key, Function<TermsFields, T> reader) {
    return need(key, optional(key, reader).orElse(null));
  }

  <T> Optional<T> optional(String key, Function<TermsFields, T> reader) {
    var object = read(key, JsonObject.class);
    return object == null
        ? Optional.empty()
        : Optional.of(within(place + "." + key, object, reader));
  }

  <T> List<T> objects(String key, BiFunction<TermsFields, Integer, T> reader) {
    var objects = new ArrayList<T>();
    for (var value : array(key)) {
      if (!(value instanceof JsonObject object))
        throw refused(key, "オブジェクトの一覧にしてください。", "has to be a list of objects");
      int at = objects.size();
      objects.add(within(place + "." + key + "[" + at + "]", object, f -> reader.apply(f, at)));
    }
    return objects;
  }

  /** An object whose keys are words. */
  <E extends Enum<E>, T> Map<E, T> map(String key, Class<E> type, Function<TermsFields, T> reader) {
    var map = new EnumMap<E, T>(type);
    var object = need(key, read(key, JsonObject.class));
    for (var name : object.fieldNames()) {
      if (!(object.getValue(name) instanceof JsonObject value))
        throw refused(key + "." + name, "オブジェクトにしてください。", "has to be an object");
      map.put(
          word(key + "." + name, name, type),
          within(place + "." + key + "." + name, value, reader));
    }
    return map;
  }

  /** An object of texts whose keys are words. */
  <E extends Enum<E>> Map<E, String> textMap(String key, Class<E> type) {
    var map = new EnumMap<E, String>(type);
    return optional(
            key,
            fields -> {
              for (var name : fields.json.fieldNames())
                map.put(fields.word(name, name, type), fields.text(name));
              return map;
            })
        .orElse(map);
  }

  TermsRefused refused(String key, String ja, String en) {
    return new TermsRefused(place + "." + key, ja, en);
  }

  private static <T> T within(String place, JsonObject json, Function<TermsFields, T> reader) {
    var fields = new TermsFields(place, json);
    var read = reader.apply(fields);
    fields.end();
    return read;
  }

  private JsonArray array(String key) {
    return need(key, read(key, JsonArray.class));
  }

  private <E extends Enum<E>> E word(String key, String text, Class<E> type) {
    for (var word : type.getEnumConstants()) if (word.name().equals(text)) return word;
    var words = List.of(type.getEnumConstants());
    throw refused(key, words + " のいずれかにしてください。", "has to be one of " + words);
  }

  private <T> @Nullable T parsed(String key, Function<String, T> parser, String example) {
    var text = optionalText(key);
    try {
      return text == null ? null : parser.apply(text);
    } catch (DateTimeException e) {
      throw refused(key, "「%s」の形にしてください。".formatted(example), "has to look like " + example);
    }
  }

  private <T> T need(String key, @Nullable T value) {
    if (value == null) throw refused(key, "必須です。", "is missing");
    return value;
  }

  private <T> @Nullable T read(String key, Class<T> type) {
    known.add(key);
    var value = json.getValue(key);
    if (value == null) return null;
    if (!type.isInstance(value))
      throw refused(key, SHAPES_JA.get(type) + "にしてください。", "has to be " + SHAPES_EN.get(type));
    return type.cast(value);
  }
}
