package dev.kagimori.verification;

import dev.kagimori.audit.AuditMonth;
import dev.kagimori.audit.Entry.Action;
import dev.kagimori.database.Tx;
import dev.kagimori.institution.Times;
import dev.kagimori.institution.UserStore;
import dev.kagimori.verification.Result.Kind;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A user's last judgements, as the top page shows them (D10): at logins and payments, and at start,
 * exchange and stop. What was refused before a code was looked at is none.
 */
final class Authentications {
  /** The tables that have entries, newest first; last the one for what no month took. */
  private static final String TABLES =
      """
      SELECT c.oid::int8 AS oid, c.relname::text AS name
      FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
      WHERE i.inhparent = 'audit'::regclass AND pg_relation_size(c.oid) > 0
      ORDER BY c.relname = 'audit_default', c.relname DESC
      """;

  // in each of the index's ranges (V3__audit_by_month.sql) the newest of this user
  private static final String LAST =
      """
      SELECT a.* FROM generate_series(
          (SELECT (id >> 20)::int FROM audit WHERE at >= $5 AND at < $6 AND tableoid = $7::int8::oid
           ORDER BY (id >> 20)::int DESC LIMIT 1),
          (SELECT (id >> 20)::int FROM audit WHERE at >= $5 AND at < $6 AND tableoid = $7::int8::oid
           ORDER BY (id >> 20)::int LIMIT 1), -1) AS r (million)
      CROSS JOIN LATERAL (
        SELECT id, at, action, operation, serial, reason FROM audit
        WHERE at >= $5 AND at < $6 AND tableoid = $7::int8::oid AND (id >> 20)::int = r.million
          AND hashtext(contract) # hashtext(user_id) = hashtext($2) # hashtext($3)
          AND institution = $1 AND contract = $2 AND user_id = $3
          AND action IN ('VERIFY', 'START', 'OPEN_EXCHANGE', 'EXCHANGE_IN', 'STOP')
          AND (reason IS NULL
            OR action IN ('VERIFY', 'OPEN_EXCHANGE', 'STOP') AND reason IN ('WRONG', 'REPLAYED',
              'NEXT_CODE_NEEDED', 'SUSPENDED', 'EXPIRED', 'NOT_REGISTERED')
            OR action IN ('START', 'EXCHANGE_IN') AND reason NOT IN ('ALREADY_REGISTERED',
              'EXCHANGE_EXPIRED', 'MAKE_CLOSED'))
        ORDER BY (id >> 20)::int DESC, hashtext(contract) # hashtext(user_id) DESC, id DESC
        LIMIT $4) a
      ORDER BY a.id DESC LIMIT $4
      """;

  // any time that a column of ours can hold
  private static final OffsetDateTime FIRST = OffsetDateTime.parse("0001-01-01T00:00:00Z");
  private static final OffsetDateTime LATEST = OffsetDateTime.parse("9999-01-01T00:00:00Z");

  private Authentications() {}

  /** Newest first; empty when there is no such user. */
  static Optional<JsonObject> last(
      Pool pool, String institution, String contract, String user, int count) {
    return Tx.reading(
        pool,
        db ->
            new UserStore()
                .find(db, institution, contract, user)
                .map(found -> list(db, institution, contract, user, count)));
  }

  private static JsonObject list(
      SqlClient db, String institution, String contract, String user, int count) {
    var found = new ArrayList<Row>();
    for (var table : db.query(TABLES).execute().await()) {
      var month = AuditMonth.ofTable(table.getString("name"));
      // what no month took is looked for in any case
      if (month.isPresent() && found.size() >= count) continue;
      var key = Tuple.of(institution, contract, user, count);
      month.ifPresentOrElse(
          m -> key.addOffsetDateTime(m.from()).addOffsetDateTime(m.to()),
          () -> key.addOffsetDateTime(FIRST).addOffsetDateTime(LATEST));
      db.preparedQuery(LAST).execute(key.addLong(table.getLong("oid"))).await().forEach(found::add);
    }
    var list = new JsonArray();
    found.stream()
        .sorted(Comparator.comparing((Row row) -> row.getLong("id")).reversed())
        .limit(count)
        .forEach(row -> list.add(told(row)));
    return new JsonObject().put("authentications", list);
  }

  private static JsonObject told(Row row) {
    var action = Action.valueOf(row.getString("action"));
    boolean newcomer = action == Action.START || action == Action.EXCHANGE_IN;
    @Nullable String reason = row.getString("reason");
    @Nullable String serial = row.getString("serial");
    var json =
        new JsonObject()
            .put("at", Times.text(row.getOffsetDateTime("at").toInstant()))
            .put("operation", operation(action, row))
            .put("result", (newcomer ? ofNewcomer(reason) : ofOwn(reason)).name());
    // what a guesser typed is nobody's serial number
    if (serial != null && !(newcomer && reason != null)) json.put("serial", serial);
    return json;
  }

  private static String operation(Action action, Row row) {
    return switch (action) {
      case VERIFY -> row.getString("operation");
      case OPEN_EXCHANGE, EXCHANGE_IN -> "EXCHANGE";
      default -> action.name();
    };
  }

  private static Kind ofOwn(@Nullable String reason) {
    return reason == null ? Kind.ACCEPTED : Kind.valueOf(reason);
  }

  /** No more than was answered: {@code NOT_ACCEPTED}, whatever was wrong (rule 7). */
  private static Kind ofNewcomer(@Nullable String reason) {
    return switch (reason) {
      case null -> Kind.ACCEPTED;
      case "NEXT_CODE_NEEDED" -> Kind.NEXT_CODE_NEEDED;
      case "STARTS_STOPPED" -> Kind.SUSPENDED;
      default -> Kind.WRONG;
    };
  }
}
