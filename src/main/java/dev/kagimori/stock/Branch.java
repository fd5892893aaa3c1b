package dev.kagimori.stock;

import dev.kagimori.institution.Times;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A branch (営業店) that has fobs.
 *
 * @param code {@code [A-Z0-9-]{1,16}}
 * @param name 1 to 64 characters
 * @param closed since when nothing is moved there; null: it is open
 */
public record Branch(String code, String name, @Nullable Instant closed) {
  public JsonObject toJson() {
    return new JsonObject()
        .put("branch", code)
        .put("name", name)
        .put("closedAt", closed == null ? null : Times.text(closed));
  }
}
