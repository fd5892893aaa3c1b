package dev.kagimori.institution;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Where two versions of terms differ, for whoever has to approve of it. */
public final class TermsDifference {
  /**
   * One place.
   *
   * @param before null: there was nothing
   * @param after null: there is nothing any more
   */
  public record Change(String place, @Nullable Object before, @Nullable Object after) {
    @Override
    public String toString() {
      if (before == null) return "+ %s: %s".formatted(place, after);
      return after == null
          ? "- %s: %s".formatted(place, before)
          : "~ %s: %s -> %s".formatted(place, before, after);
    }
  }

  private TermsDifference() {}

  /** Ordered by place. */
  public static List<Change> between(JsonObject before, JsonObject after) {
    var old = flat(before);
    var fresh = flat(after);
    var places = new TreeMap<String, Boolean>();
    old.keySet().forEach(place -> places.put(place, true));
    fresh.keySet().forEach(place -> places.put(place, true));
    var changes = new ArrayList<Change>();
    for (var place : places.keySet()) {
      var change = new Change(place, old.get(place), fresh.get(place));
      if (!String.valueOf(change.before).equals(String.valueOf(change.after))) changes.add(change);
    }
    return changes;
  }

  private static Map<String, Object> flat(JsonObject json) {
    var flat = new TreeMap<String, Object>();
    add(flat, "", json);
    return flat;
  }

  private static void add(Map<String, Object> flat, String place, @Nullable Object value) {
    switch (value) {
      case null -> {}
      case JsonObject object -> {
        var within = place.isEmpty() ? "" : place + ".";
        for (var key : object.fieldNames()) add(flat, within + key, object.getValue(key));
      }
      case JsonArray array
          when !array.isEmpty() && array.stream().allMatch(JsonObject.class::isInstance) -> {
        for (int n = 0; n < array.size(); n++) {
          var item = array.getJsonObject(n);
          add(flat, place + "." + item.getString("prefix", String.valueOf(n)), item);
        }
      }
      default -> flat.put(place, value);
    }
  }
}
