package dev.kagimori.stock;

import dev.kagimori.audit.Entry;
import dev.kagimori.audit.Entry.Action;
import dev.kagimori.audit.Source;
import dev.kagimori.token.SerialNumber;
import io.vertx.core.json.JsonObject;
import java.time.Instant;

/** Whose fobs are handled, who does it, and when. */
public record Occasion(String institution, Source source, Instant now) {
  Entry entry(Action action) {
    return Entry.of(institution, now, source, action);
  }

  Movement movement(SerialNumber serial, Movement.Kind kind, JsonObject details) {
    return new Movement(institution, serial, now, kind, source.client(), details);
  }
}
