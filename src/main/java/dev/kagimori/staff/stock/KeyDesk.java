package dev.kagimori.staff.stock;

import dev.kagimori.audit.AuditLog;
import dev.kagimori.audit.Entry;
import dev.kagimori.audit.Entry.Action;
import dev.kagimori.database.Tx;
import dev.kagimori.http.Answer;
import dev.kagimori.http.Call;
import dev.kagimori.http.FieldError;
import dev.kagimori.http.FieldError.Reason;
import dev.kagimori.http.Problem;
import dev.kagimori.http.ProblemCode;
import dev.kagimori.institution.Times;
import dev.kagimori.keyring.Keyring;
import dev.kagimori.staff.Clerk;
import dev.kagimori.stock.transport.KeyValue;
import dev.kagimori.stock.transport.LaidKey;
import dev.kagimori.stock.transport.TransportKeys;
import dev.kagimori.stock.transport.TransportKeys.Laid;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlClient;
import java.time.Instant;
import java.time.InstantSource;

/** Where transport keys are laid down, and never shown again. */
final class KeyDesk {
  private final Pool pool;
  private final TransportKeys keys;
  private final InstantSource clock;

  KeyDesk(Pool pool, Keyring keyring, InstantSource clock) {
    this.pool = pool;
    keys = new TransportKeys(keyring);
    this.clock = clock;
  }

  Answer put(Call call, Clerk clerk) {
    var now = clock.instant();
    var kind = KeyValue.Kind.valueOf(call.body().getString("kind"));
    var typed = KeyValue.of(kind, call.body().getString("value"));
    if (typed.isEmpty())
      return new Answer.Refused(
          FieldError.malformed(FieldError.body("/value", Reason.TRANSPORT_KEY)));
    try (var value = typed.get()) {
      return Tx.in(
          pool,
          db -> {
            call.deadline().check();
            var name = call.path("name");
            var entry = entry(Action.PUT_TRANSPORT_KEY, clerk, name, now).with("kind", kind.name());
            return switch (keys.put(db, clerk.institution(), name, value, clerk.account(), now)) {
              case Laid.Done(LaidKey key) -> {
                tell(db, entry);
                yield Answer.ok(json(key));
              }
              case Laid.Taken() -> {
                tell(db, entry.refused(ProblemCode.WRONG_STATE.name()));
                yield new Answer.Refused(
                    Problem.of(ProblemCode.WRONG_STATE, "transportKey").with("state", "TAKEN"));
              }
              case Laid.TooMany() ->
                  new Answer.Refused(Problem.of(ProblemCode.RATE_LIMITED, "transportKeys"));
            };
          });
    }
  }

  Answer drop(Call call, Clerk clerk) {
    var now = clock.instant();
    return Tx.in(
        pool,
        db -> {
          call.deadline().check();
          var name = call.path("name");
          var dropped = TransportKeys.drop(db, clerk.institution(), name, now);
          if (dropped.isEmpty()) return Answer.refused(ProblemCode.NOT_FOUND);
          tell(db, entry(Action.DROP_TRANSPORT_KEY, clerk, name, now));
          return Answer.ok(json(dropped.get()));
        });
  }

  Answer list(Call call, Clerk clerk) {
    var array = new JsonArray();
    Tx.reading(pool, db -> TransportKeys.list(db, clerk.institution(), clock.instant()))
        .forEach(key -> array.add(json(key)));
    return Answer.ok(new JsonObject().put("keys", array));
  }

  private static Entry entry(Action action, Clerk clerk, String name, Instant now) {
    return Entry.of(clerk.institution(), now, clerk.source(), action).with("name", name);
  }

  private static void tell(SqlClient db, Entry entry) {
    AuditLog.append(db, entry).await();
  }

  private static JsonObject json(LaidKey key) {
    return new JsonObject()
        .put("name", key.name())
        .put("kind", key.kind().name())
        .put("by", key.by())
        .put("laidDownAt", Times.text(key.laidAt()))
        .put("expiresAt", Times.text(key.expiresAt()));
  }
}
