package dev.kagimori.staff;

import dev.kagimori.institution.Times;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An act that one account asks for and another decides on.
 *
 * @param askedBy an account
 * @param expiresAt the first instant at which nobody decides on it any more
 * @param decision null: there is none yet
 */
record Approval(
    UUID id,
    Act act,
    String askedBy,
    Instant askedAt,
    Instant expiresAt,
    State state,
    @Nullable Decision decision) {

  static final Duration LIFE = Duration.ofHours(24);

  enum State {
    PENDING,
    /** Approved, and done. */
    APPROVED,
    REJECTED,
    /** Approved, but it could not be done any more. */
    FAILED,
    /** Nobody decided in time. */
    EXPIRED
  }

  /**
   * What became of it.
   *
   * @param by an account
   * @param failure the problem's code where it could not be done
   */
  record Decision(String by, Instant at, @Nullable String remark, @Nullable String failure) {}

  static Approval asked(UUID id, Act act, String by, Instant now) {
    return new Approval(id, act, by, now, now.plus(LIFE), State.PENDING, null);
  }

  static Approval from(Row row, Instant now) {
    var expires = row.getOffsetDateTime("expires_at").toInstant();
    var state = State.valueOf(row.getString("state"));
    var decided = Times.instant(row, "decided_at");
    return new Approval(
        row.getUUID("approval"),
        Act.read(row.getJsonObject("act")),
        row.getString("asked_by"),
        row.getOffsetDateTime("asked_at").toInstant(),
        expires,
        state == State.PENDING && !now.isBefore(expires) ? State.EXPIRED : state,
        decided == null
            ? null
            : new Decision(
                row.getString("decided_by"),
                decided,
                row.getString("remark"),
                row.getString("failure")));
  }

  Approval decided(State next, Decision by) {
    return new Approval(id, act, askedBy, askedAt, expiresAt, next, by);
  }

  JsonObject toJson() {
    return new JsonObject()
        .put("approval", id.toString())
        .put("act", act.toJson())
        .put("askedBy", askedBy)
        .put("askedAt", Times.text(askedAt))
        .put("expiresAt", Times.text(expiresAt))
        .put("state", state.name())
        .put("decidedBy", decision == null ? null : decision.by)
        .put("decidedAt", decision == null ? null : Times.text(decision.at))
        .put("remark", decision == null ? null : decision.remark)
        .put("failure", decision == null ? null : decision.failure);
  }
}
