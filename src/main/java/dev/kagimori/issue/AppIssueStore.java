package dev.kagimori.issue;

import dev.kagimori.database.Writes;
import dev.kagimori.institution.BusinessDay;
import dev.kagimori.institution.Make.Kind;
import dev.kagimori.institution.Times;
import dev.kagimori.issue.StartPasswords.Hashed;
import dev.kagimori.token.Issue;
import dev.kagimori.token.Issue.State;
import dev.kagimori.token.IssueStore;
import dev.kagimori.token.Owner;
import dev.kagimori.token.SerialNumber;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The rows of {@code issue}, with what an app issue has of its own. */
final class AppIssueStore {
  private static final String FIND =
      "SELECT "
          + IssueStore.COLUMNS
          + """
          , password_hash, password_salt, password_digits, password_until
          FROM issue WHERE institution = $1 AND app_user_id = $2
          """;

  private static final String COLUMNS =
      """
      INSERT INTO issue (institution, issue, contract, user_id, kind, state, business_day,
                         receipt_number, issued_at, serial, app_user_id, password_hash,
                         password_salt, password_digits, password_until)
      """;

  /** With types, since those of a SELECT's parameters do not follow from the table. */
  private static final String VALUES =
      """
      SELECT $1::text, $2::uuid, $3::text, $4::text, $5::text, $6::text, $7::date, $8::int,
             $9::timestamptz, $10::text, $11::text, $12::bytea, $13::bytea, $14::smallint,
             $15::timestamptz
      """;

  private static final String ACTIVATE =
      """
      UPDATE issue SET state = 'ACTIVATED', activated_at = $3
      WHERE institution = $1 AND issue = $2 AND state = 'ISSUED'
      """;

  private AppIssueStore() {}

  /**
   * What an app is set up with.
   *
   * @param password null: it is forgotten
   * @param digits how many the password has
   * @param until the first instant at which the password is over
   */
  record AppIssue(Issue issue, @Nullable Hashed password, int digits, Instant until) {
    private static AppIssue from(Row row) {
      var hash = row.getBuffer("password_hash");
      var salt = row.getBuffer("password_salt");
      return new AppIssue(
          IssueStore.issue(row),
          hash == null || salt == null ? null : new Hashed(salt.getBytes(), hash.getBytes()),
          row.getInteger("password_digits"),
          row.getOffsetDateTime("password_until").toInstant());
    }
  }

  static Optional<AppIssue> find(SqlClient db, String institution, UserId userId) {
    var rows = db.preparedQuery(FIND).execute(Tuple.of(institution, userId.value())).await();
    for (var row : rows) return Optional.of(AppIssue.from(row));
    return Optional.empty();
  }

  /** A user ID that nobody was given; awaits. */
  static UserId freeUserId(SqlClient db, String institution) {
    for (int n = 0; n < 100; n++) {
      var id = UserId.random();
      if (find(db, institution, id).isEmpty()) return id;
    }
    throw new IllegalStateException("no user ID is free");
  }

  /** What is told by the new issue's row alone. */
  record Opening(Issue issue, int receiptNumber) {}

  /**
   * Adds an app issue.
   *
   * @param after the name of the row that ends what it replaces; null: it replaces nothing
   */
  static void insert(
      Writes writes,
      Opening opening,
      UserId userId,
      Hashed password,
      int digits,
      Instant until,
      @Nullable String after) {
    insert(
        writes,
        values(opening)
            .addString(userId.value())
            .addBuffer(Buffer.buffer(password.hash()))
            .addBuffer(Buffer.buffer(password.salt()))
            .addShort((short) digits)
            .addOffsetDateTime(Times.column(until)),
        after);
  }

  /** Adds a request for a fob. */
  static void insertRequest(Writes writes, Opening opening) {
    insert(
        writes,
        values(opening)
            .addString(null)
            .addBuffer(null)
            .addBuffer(null)
            .addShort(null)
            .addOffsetDateTime(null),
        null);
  }

  private static void insert(Writes writes, Tuple values, @Nullable String after) {
    // a select from the row that ends the old one waits for it: there is one of a kind at a time
    writes.row(COLUMNS + VALUES + (after == null ? "" : " FROM " + after), values);
  }

  private static Tuple values(Opening opening) {
    var issue = opening.issue();
    var serial = issue.serial();
    return Tuple.tuple()
        .addString(issue.institution())
        .addUUID(issue.id())
        .addString(issue.owner().contract())
        .addString(issue.owner().user())
        .addString(issue.kind().name())
        .addString(issue.state().name())
        .addLocalDate(BusinessDay.of(issue.issuedAt()))
        .addInteger(opening.receiptNumber())
        .addOffsetDateTime(Times.column(issue.issuedAt()))
        .addString(serial == null ? null : serial.value());
  }

  /** A new issue under way. */
  static Issue opened(
      String institution,
      Owner owner,
      Kind kind,
      State state,
      @Nullable SerialNumber serial,
      Instant now) {
    return new Issue(institution, UUID.randomUUID(), owner, kind, state, serial, now);
  }

  static void activate(Writes writes, Issue issue, Instant now) {
    writes.row(ACTIVATE, Tuple.of(issue.institution(), issue.id(), Times.column(now)));
  }
}
