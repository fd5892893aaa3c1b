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

  /**
   * Each by its key, in the order asked for, whatever is believed of how many there are. A row that
   * is locked stays where it is, so that it is found again without its key.
   */
  private static final String LOCK_ALL =
      """
      WITH asked AS MATERIALIZED (
        SELECT * FROM unnest($2::text[], $3::text[]) WITH ORDINALITY AS a (contract, user_id, n)
        ORDER BY n),
      held AS MATERIALIZED (
        SELECT u.* FROM asked a CROSS JOIN LATERAL (
          SELECT institution, contract, user_id, role, failed_starts, failed_day, failed_today,
                 starts_stopped, open_exchange, ended_at, ended_by
          FROM customer
          WHERE institution = $1 AND contract = a.contract AND user_id = a.user_id
          FOR NO KEY UPDATE) u)
      SELECT h.*, k.registered_mail FROM held h LEFT JOIN LATERAL (
        SELECT registered_mail FROM contract WHERE institution = $1 AND contract = h.contract
        LIMIT 1) k ON true
      """;

  private static final String END_ALL =
      """
      WITH ended AS MATERIALIZED (
        SELECT u.place FROM unnest($2::text[], $3::text[]) AS a (contract, user_id)
        CROSS JOIN LATERAL (
          SELECT ctid AS place FROM customer
          WHERE institution = $1 AND contract = a.contract AND user_id = a.user_id LIMIT 1) u)
      UPDATE customer c SET open_exchange = NULL, ended_at = $4, ended_by = $5
      FROM ended e WHERE c.institution = $1 AND c.ctid = e.place
      """;

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

  /**
   * Holds several, in the order in which they are named.
   *
   * @param contracts of the users, one each
   */
  public List<User> lock(
      SqlClient db, String institution, List<String> contracts, List<String> users) {
    var rows = db.preparedQuery(LOCK_ALL).execute(keys(institution, contracts, users)).await();
    return StreamSupport.stream(rows.spliterator(), false).map(User::from).toList();
  }

  /** Saves of users that are held what {@link User#ended} says. */
  public Future<Void> end(
      SqlClient db,
      String institution,
      List<String> contracts,
      List<String> users,
      User.Ended ended) {
    var values =
        keys(institution, contracts, users)
            .addOffsetDateTime(Times.column(ended.at()))
            .addString(ended.by().name());
    return db.preparedQuery(END_ALL).execute(values).mapEmpty();
  }

  private static Tuple keys(String institution, List<String> contracts, List<String> users) {
    return Tuple.tuple()
        .addString(institution)
        .addArrayOfString(contracts.toArray(String[]::new))
        .addArrayOfString(users.toArray(String[]::new));
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
