package dev.kagimori.staff;

import dev.kagimori.database.Writes;
import dev.kagimori.institution.Times;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The rows of {@code approval}. */
final class ApprovalStore {
  private static final String COLUMNS =
      """
      SELECT approval, act, asked_by, asked_at, expires_at, state, decided_by, decided_at, remark,
             failure
      FROM approval WHERE institution = $1
      """;

  private static final String LOCK = COLUMNS + "AND approval = $2 FOR NO KEY UPDATE";

  private static final String LIST =
      COLUMNS
          + """
          AND ($2::text IS NULL OR asked_by = $2)
          AND ($3::text IS NULL
               OR CASE WHEN state = 'PENDING' AND expires_at <= $4 THEN 'EXPIRED' ELSE state END
                  = $3)
          ORDER BY asked_at DESC, approval LIMIT $5
          """;

  private static final String WAITING =
      """
      SELECT count(*)::int AS waiting FROM approval
      WHERE institution = $1 AND state = 'PENDING' AND expires_at > $2
      """;

  private static final String INSERT =
      """
      INSERT INTO approval (institution, approval, act, asked_by, asked_at, expires_at)
      VALUES ($1, $2, $3, $4, $5, $6)
      """;

  private static final String DECIDE =
      """
      UPDATE approval SET state = $3, decided_by = $4, decided_at = $5, remark = $6, failure = $7
      WHERE institution = $1 AND approval = $2 AND state = 'PENDING'
      """;

  private ApprovalStore() {}

  /** Holds a request until the transaction ends. */
  static Optional<Approval> lock(SqlClient db, String institution, UUID id, Instant now) {
    var rows = db.preparedQuery(LOCK).execute(Tuple.of(institution, id)).await();
    return stream(rows, now).findFirst();
  }

  /**
   * The newest ones.
   *
   * @param askedBy an account; null: whoever asked
   * @param state null: any
   */
  static List<Approval> list(
      SqlClient db,
      String institution,
      @Nullable String askedBy,
      Approval.@Nullable State state,
      Instant now,
      int last) {
    var values =
        Tuple.tuple()
            .addString(institution)
            .addString(askedBy)
            .addString(state == null ? null : state.name())
            .addOffsetDateTime(Times.column(now))
            .addInteger(last);
    return stream(db.preparedQuery(LIST).execute(values).await(), now).toList();
  }

  /** How many wait to be decided on. */
  static int waiting(SqlClient db, String institution, Instant now) {
    var values = Tuple.of(institution, Times.column(now));
    return db.preparedQuery(WAITING).execute(values).await().iterator().next().getInteger(0);
  }

  static void insert(Writes writes, String institution, Approval approval) {
    writes.row(
        INSERT,
        Tuple.tuple()
            .addString(institution)
            .addUUID(approval.id())
            .addJsonObject(approval.act().toJson())
            .addString(approval.askedBy())
            .addOffsetDateTime(Times.column(approval.askedAt()))
            .addOffsetDateTime(Times.column(approval.expiresAt())));
  }

  static void decide(
      Writes writes, String institution, Approval approval, Approval.Decision decision) {
    writes.row(
        DECIDE,
        Tuple.tuple()
            .addString(institution)
            .addUUID(approval.id())
            .addString(approval.state().name())
            .addString(decision.by())
            .addOffsetDateTime(Times.column(decision.at()))
            .addString(decision.remark())
            .addString(decision.failure()));
  }

  private static Stream<Approval> stream(Iterable<Row> rows, Instant now) {
    return StreamSupport.stream(rows.spliterator(), false).map(row -> Approval.from(row, now));
  }
}
