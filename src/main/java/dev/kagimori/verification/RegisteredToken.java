package dev.kagimori.verification;

import dev.kagimori.token.StoredToken;
import dev.kagimori.token.TokenStore;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A user and the token registered now, read without a lock.
 *
 * @param stored null: no token is registered
 */
record RegisteredToken(@Nullable StoredToken stored) {
  private static final String FIND =
      "SELECT "
          + TokenStore.COLUMNS
          + """
          FROM customer c
          LEFT JOIN registration r
            ON r.institution = c.institution AND r.contract = c.contract
               AND r.user_id = c.user_id AND r.ended_at IS NULL
          LEFT JOIN token t ON t.institution = r.institution AND t.serial = r.serial
          WHERE c.institution = $1 AND c.contract = $2 AND c.user_id = $3
          """;

  /** Empty when the institution has no such user. */
  static Optional<RegisteredToken> of(
      SqlClient db, String institution, String contract, String user) {
    for (Row row : db.preparedQuery(FIND).execute(Tuple.of(institution, contract, user)).await())
      return Optional.of(
          new RegisteredToken(row.getString("serial") == null ? null : TokenStore.stored(row)));
    return Optional.empty();
  }
}
