package dev.kagimori.institution;

import dev.kagimori.database.Writes;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** The rows of {@code customer}. */
public final class UserStore {
  private static final String COLUMNS =
      """
      SELECT institution, contract, user_id, role, failed_starts, failed_day, failed_today,
             starts_stopped, open_exchange, ended_at, ended_by,
             (SELECT registered_mail FROM contract k
              WHERE k.institution = $1 AND k.contract = $2) AS registered_mail
      FROM customer WHERE institution = $1 AND contract = $2 AND user_id = $3
      """;

  private static final String LOCK = COLUMNS + " FOR NO KEY UPDATE";

  private static final String SAVE =
      """
      UPDATE customer SET failed_starts = $4, failed_day = $5, failed_today = $6,
             starts_stopped = $7, open_exchange = $8, ended_at = $9, ended_by = $10
      WHERE institution = $1 AND contract = $2 AND user_id = $3
      """;

  public Optional<User> find(SqlClient db, String institution, String contract, String user) {
    return first(db, COLUMNS, institution, contract, user).await();
  }

  /** Holds the row until the transaction ends: one operation of a user at a time. */
  public Future<Optional<User>> lock(
      SqlClient db, String institution, String contract, String user) {
    return first(db, LOCK, institution, contract, user);
  }

  public void save(Writes writes, User user) {
    writes.row(SAVE, values(user));
  }

  /** Saves users that are held. */
  public Future<Void> save(SqlClient db, List<User> users) {
    return db.preparedQuery(SAVE)
        .executeBatch(users.stream().map(UserStore::values).toList())
        .mapEmpty();
  }

  private static Tuple values(User user) {
    var ended = user.ended();
    return Tuple.of(
        user.institution(),
        user.contract(),
        user.user(),
        user.failedStarts(),
        user.failedDay(),
        user.failedToday(),
        Times.column(user.startsStopped()),
        user.openExchange(),
        ended == null ? null : Times.column(ended.at()),
        ended == null ? null : ended.by().name());
  }

  private static Future<Optional<User>> first(
      SqlClient db, String sql, String institution, String contract, String user) {
    return db.preparedQuery(sql)
        .execute(Tuple.of(institution, contract, user))
        .map(rows -> StreamSupport.stream(rows.spliterator(), false).map(User::from).findFirst());
  }
}
