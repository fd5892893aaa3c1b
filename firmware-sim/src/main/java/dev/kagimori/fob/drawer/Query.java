package dev.kagimori.fob.drawer;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Fields of a query or a form, the last of each name. */
record Query(Map<String, String> fields) {
  /** A value that is missing or not to be used. */
  static final class BadValue extends Exception {
    private static final long serialVersionUID = 1;

    BadValue(String name) {
      super(name);
    }
  }

  static Query of(@Nullable String encoded) throws BadValue {
    var fields = new HashMap<String, String>();
    for (var field : encoded == null ? new String[0] : encoded.split("&", 0)) {
      int at = field.indexOf('=');
      if (at > 0) fields.put(decoded(field.substring(0, at)), decoded(field.substring(at + 1)));
    }
    return new Query(Map.copyOf(fields));
  }

  private static String decoded(String text) throws BadValue {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new BadValue("%");
    }
  }

  String text(String name) {
    return fields.getOrDefault(name, "");
  }

  long number(String name, long least, long most) throws BadValue {
    try {
      long value = Long.parseLong(text(name));
      if (value >= least && value <= most) return value;
    } catch (NumberFormatException e) {
      throw new BadValue(name);
    }
    throw new BadValue(name);
  }
}
