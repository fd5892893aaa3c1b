package dev.kagimori.stock;

import dev.kagimori.institution.Times;
import dev.kagimori.token.SerialNumber;
import io.vertx.core.json.JsonObject;
import java.time.Instant;

/**
 * Something that was done with a fob.
 *
 * @param by the client as the audit names it: {@code staff:hanako}, {@code operator:root}
 * @param details where to, for whom, what was measured, why; never a secret
 */
public record Movement(
    String institution, SerialNumber serial, Instant at, Kind kind, String by, JsonObject details) {

  public JsonObject toJson() {
    return new JsonObject()
        .put("at", Times.text(at))
        .put("kind", kind.name())
        .put("by", by)
        .put("details", details);
  }

  /** What was done. That a fob was received is said by its {@code delivery}. */
  public enum Kind {
    /** The intake check looked at it. */
    CHECKED,
    /** It was laid into a box, on a shelf, or sent to another branch. */
    SHELVED,
    /** It was set aside for a user. */
    ALLOCATED,
    /** It was handed to the post. */
    SHIPPED,
    /** It was given to its user at the counter. */
    HANDED_OVER,
    /** It came back from its user. */
    RETURNED,
    /** It was lost, and found. */
    FOUND,
    /** It was destroyed. */
    SCRAPPED,
    /** It was set aside for a user, and is not any more. */
    WITHDRAWN
  }
}
