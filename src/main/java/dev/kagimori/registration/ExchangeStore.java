package dev.kagimori.registration;

import dev.kagimori.database.Writes;
import dev.kagimori.institution.Times;
import dev.kagimori.institution.User;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

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

  static Future<Optional<Exchange>> lock(
      SqlClient db, String institution, UUID exchange, String contract, String user) {
    return db.preparedQuery(LOCK)
        .execute(Tuple.of(institution, exchange, contract, user))
        .map(rows ->
            StreamSupport.stream(rows.spliterator(), false).map(Exchange::from).findFirst());
  }

  static void insert(Writes writes, User user, Exchange exchange) {
    writes.row(
        INSERT,
        Tuple.of(
            user.institution(),
            exchange.id(),
            exchange.contract(),
            exchange.user(),
            exchange.registration(),
            exchange.epoch(),
            Times.column(exchange.expiresAt())));
  }

  static void end(Writes writes, String institution, UUID exchange, Instant now) {
    writes.row(END, Tuple.of(institution, exchange, Times.column(now)));
  }
}
