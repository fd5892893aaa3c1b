package dev.kagimori.registration;

import dev.kagimori.institution.Times;
import dev.kagimori.institution.User;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** The rows of {@code exchange}. */
final class ExchangeStore {
  private static final String LOCK =
      """
      SELECT exchange, contract, user_id, registration, epoch, expires_at, ended_at FROM exchange
      WHERE institution = $1 AND exchange = $2 AND contract = $3 AND user_id = $4
      FOR NO KEY UPDATE
      """;

  private static final String INSERT =
      """
      INSERT INTO exchange
        (institution, exchange, contract, user_id, registration, epoch, expires_at)
      VALUES ($1, $2, $3, $4, $5, $6, $7)
      """;

  private static final String END =
      "UPDATE exchange SET ended_at = $3 WHERE institution = $1 AND exchange = $2";

  private ExchangeStore() {}

  static Optional<Exchange> lock(
      SqlClient db, String institution, UUID exchange, String contract, String user) {
    for (var row :
        db.preparedQuery(LOCK).execute(Tuple.of(institution, exchange, contract, user)).await())
      return Optional.of(Exchange.from(row));
    return Optional.empty();
  }

  static void insert(SqlClient db, User user, Exchange exchange) {
    db.preparedQuery(INSERT)
        .execute(
            Tuple.of(
                user.institution(),
                exchange.id(),
                exchange.contract(),
                exchange.user(),
                exchange.registration(),
                exchange.epoch(),
                Times.column(exchange.expiresAt())))
        .await();
  }

  static void end(SqlClient db, String institution, UUID exchange, Instant now) {
    db.preparedQuery(END).execute(Tuple.of(institution, exchange, Times.column(now))).await();
  }
}
