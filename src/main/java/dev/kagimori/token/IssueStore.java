package dev.kagimori.token;

import dev.kagimori.database.Writes;
import dev.kagimori.institution.Make;
import dev.kagimori.institution.Times;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * The rows of {@code issue}, as far as fobs and app tokens have them in common. Whoever makes or
 * ends one holds its user; who does no more than mark one holds its token.
 */
public final class IssueStore {
  /** What {@link #issue} reads. */
  public static final String COLUMNS =
      "institution, issue, contract, user_id, kind, state, serial, issued_at";

  private static final String OF_USER =
      "SELECT "
          + COLUMNS
          + " FROM issue WHERE institution = $1 AND contract = $2 AND user_id = $3 ";

  private static final String OPEN = OF_USER + "AND ended_at IS NULL ORDER BY kind";

  /** Numbers begin anew each day; the last is meant. */
  private static final String NUMBERED =
      OF_USER + "AND receipt_number = $4 ORDER BY issued_at DESC LIMIT 1";

  private static final String OF_TOKEN =
      """
      UPDATE issue SET state = $3, ended_at = $4
      WHERE institution = $1 AND serial = ANY($2) AND ended_at IS NULL
      """;

  private static final String ALLOCATE =
      """
      UPDATE issue SET state = 'ALLOCATED', serial = $4
      WHERE institution = $1 AND contract = $2 AND user_id = $3 AND state = 'REQUESTED'
      """;

  private static final String SHIP =
      """
      UPDATE issue SET state = 'SHIPPED', shipped_at = $3
      WHERE institution = $1 AND serial = $2 AND state = 'ALLOCATED'
      """;

  private static final String REOPEN =
      """
      UPDATE issue SET state = 'REQUESTED', serial = NULL, shipped_at = NULL
      WHERE institution = $1 AND serial = ANY($2) AND ended_at IS NULL
        AND state IN ('ALLOCATED', 'SHIPPED')
      """;

  private static final String END =
      """
      UPDATE issue SET state = $3, ended_at = $4
      WHERE institution = $1 AND issue = $2 AND ended_at IS NULL
      """;

  private IssueStore() {}

  /** Those of a user that are under way: one of a kind at most. */
  public static Future<List<Issue>> openOf(SqlClient db, String institution, Owner owner) {
    return db.preparedQuery(OPEN)
        .execute(Tuple.of(institution, owner.contract(), owner.user()))
        .map(IssueStore::issues);
  }

  /** The user's last one with a receipt of that number, however it went on. */
  public static Future<Optional<Issue>> numbered(
      SqlClient db, String institution, Owner owner, int receiptNumber) {
    return db.preparedQuery(NUMBERED)
        .execute(Tuple.of(institution, owner.contract(), owner.user(), receiptNumber))
        .map(rows -> issues(rows).stream().findFirst());
  }

  /**
   * A token was started or exchanged to; what it was issued by, if anything, is over. It need not
   * be awaited: a failure undoes the transaction.
   */
  public static Future<Void> used(
      SqlClient db, String institution, SerialNumber serial, Instant now) {
    return end(db, institution, List.of(serial), Issue.State.USED, now);
  }

  /** As {@link #used}, of tokens that were revoked. */
  public static Future<Void> revoked(
      SqlClient db, String institution, List<SerialNumber> serials, Instant now) {
    return end(db, institution, serials, Issue.State.REVOKED, now);
  }

  private static Future<Void> end(
      SqlClient db,
      String institution,
      List<SerialNumber> serials,
      Issue.State state,
      Instant now) {
    var values = serials.stream().map(SerialNumber::value).toArray(String[]::new);
    return db.preparedQuery(OF_TOKEN)
        .execute(
            Tuple.tuple()
                .addString(institution)
                .addArrayOfString(values)
                .addString(state.name())
                .addOffsetDateTime(Times.column(now)))
        .mapEmpty();
  }

  /**
   * A fob is set aside for a user, whose row is held.
   *
   * @return whether the user had asked for one
   */
  public static Future<Boolean> allocated(
      SqlClient db, String institution, Owner owner, SerialNumber serial) {
    return db.preparedQuery(ALLOCATE)
        .execute(Tuple.of(institution, owner.contract(), owner.user(), serial.value()))
        .map(rows -> rows.rowCount() == 1);
  }

  /** A fob is on its way to the user it was set aside for; awaits nothing. */
  public static Future<Void> shipped(
      SqlClient db, String institution, SerialNumber serial, Instant now) {
    return db.preparedQuery(SHIP)
        .execute(Tuple.of(institution, serial.value(), Times.column(now)))
        .mapEmpty();
  }

  /**
   * Fobs were taken back before their users had them: what these asked for waits for others. Their
   * tokens are held.
   */
  public static Future<Void> reopened(
      SqlClient db, String institution, List<SerialNumber> serials) {
    var values = serials.stream().map(SerialNumber::value).toArray(String[]::new);
    return db.preparedQuery(REOPEN)
        .execute(Tuple.tuple().addString(institution).addArrayOfString(values))
        .mapEmpty();
  }

  /**
   * Ends an open one.
   *
   * @param name of the row, for one that is written after it
   */
  public static void end(Writes writes, String name, Issue issue, Issue.State state, Instant now) {
    writes.row(
        name, END, Tuple.of(issue.institution(), issue.id(), state.name(), Times.column(now)));
  }

  private static List<Issue> issues(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false).map(IssueStore::issue).toList();
  }

  /** Reads a row that has {@link #COLUMNS}. */
  public static Issue issue(Row row) {
    var serial = row.getString("serial");
    return new Issue(
        row.getString("institution"),
        row.getUUID("issue"),
        new Owner(row.getString("contract"), row.getString("user_id")),
        Make.Kind.valueOf(row.getString("kind")),
        Issue.State.valueOf(row.getString("state")),
        serial == null ? null : new SerialNumber(serial),
        row.getOffsetDateTime("issued_at").toInstant());
  }
}
