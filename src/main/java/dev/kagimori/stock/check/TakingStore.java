package dev.kagimori.stock.check;

import dev.kagimori.institution.Times;
import dev.kagimori.token.SerialNumber;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** The rows of {@code taking} and {@code taking_fob}. All await. */
final class TakingStore {
  private static final String COLUMNS =
      """
      taking, branch, box, shelf, delivery, opened_at, opened_by, expected, found, surplus,
      closed_at, closed_by
      """;

  private static final String OPEN_COUNT =
      "SELECT count(*) FROM taking WHERE institution = $1 AND closed_at IS NULL";

  private static final String INSERT =
      """
      INSERT INTO taking (institution, taking, branch, box, shelf, delivery, opened_at, opened_by,
                          expected)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0)
      """;

  /** What lies in stock; what is set aside and not handed to the post lies there too. */
  private static final String EXPECT =
      """
      INSERT INTO taking_fob (institution, taking, serial, expected)
      SELECT t.institution, $2::uuid, t.serial, true FROM token t
      WHERE t.institution = $1 AND t.kind = 'HARDWARE'
        AND (t.state = 'IN_STOCK' OR t.state = 'ALLOCATED' AND t.shipped_at IS NULL)
      """;

  private static final String EXPECTED =
      "UPDATE taking SET expected = $3 WHERE institution = $1 AND taking = $2 RETURNING " + COLUMNS;

  private static final String FIND =
      "SELECT " + COLUMNS + " FROM taking WHERE institution = $1 AND taking = $2";

  private static final String OPENED =
      "SELECT "
          + COLUMNS
          + " FROM taking WHERE institution = $1 AND closed_at IS NULL"
          + " ORDER BY opened_at DESC, taking LIMIT $2";

  private static final String SEE =
      """
      WITH asked AS (SELECT DISTINCT s FROM unnest($3::text[]) AS s),
      seen AS (
        INSERT INTO taking_fob AS f (institution, taking, serial, expected, seen_at, seen_by)
        SELECT $1::text, $2::uuid, s, false, $4::timestamptz, $5::text FROM asked ORDER BY s
        ON CONFLICT (institution, taking, serial) DO UPDATE
        SET seen_at = excluded.seen_at, seen_by = excluded.seen_by WHERE f.seen_at IS NULL
        RETURNING expected),
      counted AS (
        SELECT count(*) FILTER (WHERE expected)::int AS found,
               count(*) FILTER (WHERE NOT expected)::int AS surplus FROM seen)
      UPDATE taking t SET found = t.found + c.found, surplus = t.surplus + c.surplus
      FROM counted c WHERE t.institution = $1 AND t.taking = $2
      RETURNING t.taking, t.branch, t.box, t.shelf, t.delivery, t.opened_at, t.opened_by,
                t.expected, t.found, t.surplus, t.closed_at, t.closed_by
      """;

  private static final String CLOSE =
      """
      UPDATE taking SET closed_at = $3, closed_by = $4
      WHERE institution = $1 AND taking = $2
      RETURNING
      """
          + COLUMNS;

  private static final String AGREED =
      """
      DELETE FROM taking_fob
      WHERE institution = $1 AND taking = $2 AND expected AND seen_at IS NOT NULL
      """;

  private static final String DIFFERENCES =
      """
      SELECT f.serial, f.seen_by, t.state, t.branch, t.box, t.shelf, t.delivery
      FROM taking_fob f LEFT JOIN token t
        ON t.institution = f.institution AND t.serial = f.serial AND t.kind = 'HARDWARE'
      WHERE f.institution = $1 AND f.taking = $2 AND f.serial > $3 AND %s
      ORDER BY f.serial LIMIT $4
      """;

  private static final String MISSING = DIFFERENCES.formatted("f.expected AND f.seen_at IS NULL");
  private static final String SURPLUS = DIFFERENCES.formatted("NOT f.expected");

  private TakingStore() {}

  static long open(SqlClient db, String institution) {
    var count = db.preparedQuery(OPEN_COUNT).execute(Tuple.of(institution)).await();
    return count.iterator().next().getLong(0);
  }

  static List<Taking> opened(SqlClient db, String institution) {
    var asked = Tuple.of(institution, Takings.OPEN_MAX);
    var rows = db.preparedQuery(OPENED).execute(asked).await();
    return StreamSupport.stream(rows.spliterator(), false).map(Taking::from).toList();
  }

  static void insert(
      SqlClient db, String institution, UUID id, Taking.Place place, String by, Instant now) {
    var values =
        Tuple.of(institution, id)
            .addString(place.branch())
            .addString(place.box())
            .addString(place.shelf())
            .addInteger(place.delivery())
            .addOffsetDateTime(Times.column(now))
            .addString(by);
    db.preparedQuery(INSERT).execute(values).await();
  }

  /** Writes down what the books say lies there, and says how many; not more than {@code most}. */
  static int expect(SqlClient db, String institution, UUID id, Taking.Place place, int most) {
    var values = Tuple.of(institution, id).addInteger(most);
    var where = new StringBuilder();
    // one text for each combination, so that each is planned for what it asks
    if (place.branch() != null) {
      values.addString(place.branch());
      where.append(" AND t.branch = $").append(values.size());
    }
    if (place.box() != null) {
      values.addString(place.box());
      where.append(" AND t.box = $").append(values.size());
    }
    if (place.shelf() != null) {
      values.addString(place.shelf());
      where.append(" AND t.shelf = $").append(values.size());
    }
    if (place.delivery() != null) {
      values.addInteger(place.delivery());
      where.append(" AND t.delivery = $").append(values.size());
    }
    return db.preparedQuery(EXPECT + where + " LIMIT $3").execute(values).await().rowCount();
  }

  static Taking expected(SqlClient db, String institution, UUID id, int expected) {
    return one(db.preparedQuery(EXPECTED).execute(Tuple.of(institution, id, expected)).await())
        .orElseThrow();
  }

  static Optional<Taking> find(SqlClient db, String institution, UUID id) {
    return one(db.preparedQuery(FIND).execute(Tuple.of(institution, id)).await());
  }

  /** Holds it until the transaction ends: who sees fobs of it takes turns. */
  static Optional<Taking> lock(SqlClient db, String institution, UUID id) {
    var sql = FIND + " FOR NO KEY UPDATE";
    return one(db.preparedQuery(sql).execute(Tuple.of(institution, id)).await());
  }

  static Taking see(
      SqlClient db,
      String institution,
      UUID id,
      List<SerialNumber> serials,
      String by,
      Instant now) {
    var values =
        Tuple.of(institution, id)
            .addArrayOfString(serials.stream().map(SerialNumber::value).toArray(String[]::new))
            .addOffsetDateTime(Times.column(now))
            .addString(by);
    return one(db.preparedQuery(SEE).execute(values).await()).orElseThrow();
  }

  static Taking close(SqlClient db, String institution, UUID id, String by, Instant now) {
    var values = Tuple.of(institution, id).addOffsetDateTime(Times.column(now)).addString(by);
    var closed = one(db.preparedQuery(CLOSE).execute(values).await()).orElseThrow();
    db.preparedQuery(AGREED).execute(Tuple.of(institution, id)).await();
    return closed;
  }

  static List<Difference> differences(
      SqlClient db, String institution, UUID id, Difference.Kind kind, String after, int most) {
    var sql = kind == Difference.Kind.MISSING ? MISSING : SURPLUS;
    var rows = db.preparedQuery(sql).execute(Tuple.of(institution, id, after, most)).await();
    return StreamSupport.stream(rows.spliterator(), false).map(Difference::from).toList();
  }

  private static Optional<Taking> one(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false).map(Taking::from).findFirst();
  }
}
