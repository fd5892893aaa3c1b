package dev.kagimori.trial;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Bodies of campaigns' calls. */
final class Campaigns {
  private Campaigns() {}

  static JsonObject make(String prefix) {
    return new JsonObject().put("make", prefix);
  }

  static JsonObject plan(String name, JsonObject whom, String... replaceWith) {
    return new JsonObject()
        .put("name", name)
        .put("whom", whom)
        .put("replaceWith", new JsonArray(List.of((Object[]) replaceWith)))
        .put("oldUntil", "2099-03-31")
        .put("remindAfterDays", new JsonArray().add(14).add(28));
  }

  static JsonObject serials(String... serials) {
    return new JsonObject().put("serials", new JsonArray(List.of((Object[]) serials)));
  }
}
