package dev.kagimori.fob.drawer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** As much of JSON as the page is told. */
final class Json {
  private final Map<String, String> members = new LinkedHashMap<>();

  Json put(String name, @Nullable String value) {
    return raw(name, value == null ? "null" : text(value));
  }

  Json put(String name, long value) {
    return raw(name, Long.toString(value));
  }

  Json put(String name, @Nullable Json value) {
    return raw(name, value == null ? "null" : value.toString());
  }

  Json put(String name, List<Json> values) {
    return raw(
        name, values.stream().map(Json::toString).collect(Collectors.joining(",", "[", "]")));
  }

  private Json raw(String name, String value) {
    members.put(name, value);
    return this;
  }

  /** With no character that means something in HTML. */
  private static String text(String value) {
    var text = new StringBuilder("\"");
    value
        .chars()
        .forEach(c -> {
          if (c < 0x20 || "\"\\<>&\u2028\u2029".indexOf(c) >= 0) {
            text.append("\\u%04x".formatted(c));
          } else {
            text.append((char) c);
          }
        });
    return text.append('"').toString();
  }

  @Override
  public String toString() {
    return members.entrySet().stream()
        .map(member -> text(member.getKey()) + ":" + member.getValue())
        .collect(Collectors.joining(",", "{", "}"));
  }
}
