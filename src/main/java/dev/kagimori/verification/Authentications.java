package dev.kagimori.verification;

import dev.kagimori.database.Tx;
import dev.kagimori.institution.Times;
import dev.kagimori.institution.UserStore;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.Objects;
import java.util.Optional;

/** A user's last verifications, as the top page shows them (D10). */
final class Authentications {
  private static final String LAST =
      """
      SELECT at, operation, serial, reason FROM audit
      WHERE institution = $1 AND contract = $2 AND user_id = $3 AND action = 'VERIFY'
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
      list.add(
          new JsonObject()
              .put("at", Times.text(row.getOffsetDateTime("at").toInstant()))
              .put("operation", row.getString("operation"))
              .put("serial", row.getString("serial"))
              .put("result", Objects.requireNonNullElse(row.getString("reason"), "ACCEPTED")));
    return new JsonObject().put("authentications", list);
  }
}
