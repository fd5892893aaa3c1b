package dev.kagimori.verification;

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
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A user's last judgements, as the top page shows them (D10): at logins and payments, and at start,
 * exchange and stop. What was refused before a code was looked at is none.
 */
final class Authentications {
  // the first condition on the action is the index's
  private static final String LAST =
      """
      SELECT at, action, operation, serial, reason FROM audit
      WHERE institution = $1 AND contract = $2 AND user_id = $3
        AND action IN ('VERIFY', 'START', 'OPEN_EXCHANGE', 'EXCHANGE_IN', 'STOP')
        AND (reason IS NULL
          OR action IN ('VERIFY', 'OPEN_EXCHANGE', 'STOP') AND reason IN ('WRONG', 'REPLAYED',
            'NEXT_CODE_NEEDED', 'SUSPENDED', 'EXPIRED', 'NOT_REGISTERED')
          OR action IN ('START', 'EXCHANGE_IN') AND reason NOT IN ('ALREADY_REGISTERED',
            'EXCHANGE_EXPIRED', 'MAKE_CLOSED'))
      ORDER BY id DESC LIMIT $4
      """;

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
    var list = new JsonArray();
    for (var row :
        db.preparedQuery(LAST).execute(Tuple.of(institution, contract, user, count)).await())
      list.add(told(row));
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
