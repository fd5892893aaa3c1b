package dev.kagimori.institution;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whom customers call (A13), as pages, app and mails show it.
 *
 * @param hours by kind of day, such as {@code 09:00-24:00}
 * @param closed days of the year, such as {@code 01-03}, or spans of them, {@code 12-31/01-03}
 */
public record HelpDesk(
    String nameJa, String nameEn, String phone, Map<Day, String> hours, List<String> closed) {
  /** Kinds of days. */
  public enum Day {
    WEEKDAY,
    SATURDAY,
    SUNDAY,
    HOLIDAY
  }

  public HelpDesk {
    hours = Map.copyOf(hours);
    closed = List.copyOf(closed);
  }

  /** As every contract tells it. */
  public JsonObject json() {
    var told = new JsonObject();
    for (var day : Day.values()) {
      @Nullable String span = hours.get(day);
      if (span != null) told.put(day.name(), span);
    }
    return new JsonObject()
        .put("name", new JsonObject().put("ja", nameJa).put("en", nameEn))
        .put("phone", phone)
        .put("hours", told)
        .put("closed", new JsonArray(closed.stream().sorted().toList()));
  }
}
