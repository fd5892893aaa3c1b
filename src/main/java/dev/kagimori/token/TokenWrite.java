package dev.kagimori.token;

import dev.kagimori.audit.AuditLog;
import dev.kagimori.institution.Times;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.BitSet;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The one statement that changes tokens in use, for one decision or many: no accepted step without
 * its entry, none over somebody else's change. Rows are locked in the order of their serials; one
 * that another transaction holds, or whose version has moved, is left out together with its entry.
 * A row that is locked stays where it is, so that it is found again without its key.
 */
public final class TokenWrite {
  /** Parameters before those that a caller adds. */
  public static final int PARAMETERS = AuditLog.PARAMETERS + 13;

  private static final String HEAD =
      """
      WITH asked AS (
        SELECT * FROM unnest(
      %s, $13::bigint[], $14::text[], $15::text[], $16::text[], $17::text[], $18::bigint[],
        $19::timestamptz[], $20::int[], $21::int[], $22::int[], $23::bigint[], $24::bigint[]%s)
        WITH ORDINALITY AS a(
      %s, version, state, suspension, owner_contract, owner_user, last_step,
        last_accepted, failures_in_row, failures_since_accepted, drift_seconds, next_version,
        epoch%s, n)),
      held AS MATERIALIZED (
        SELECT asked.*, t.ctid AS place FROM asked JOIN token t
          ON t.institution = asked.institution AND t.serial = asked.serial
             AND t.version = asked.version
        ORDER BY t.institution, t.serial FOR NO KEY UPDATE OF t SKIP LOCKED),
      saved AS (
        UPDATE token t SET state = h.state, suspension = h.suspension,
               owner_contract = h.owner_contract, owner_user = h.owner_user,
               last_step = h.last_step, last_accepted = h.last_accepted,
               failures_in_row = h.failures_in_row,
               failures_since_accepted = h.failures_since_accepted,
               drift_seconds = h.drift_seconds, version = h.next_version, epoch = h.epoch,
               batch = $25
        FROM held h WHERE t.institution = h.institution AND t.ctid = h.place
        RETURNING h.*),
      done AS (
        SELECT * FROM saved
        UNION ALL SELECT *, NULL::tid FROM asked WHERE version IS NULL),
      entry AS (
      """
          .formatted(AuditLog.ARRAYS, "%s", AuditLog.COLUMNS, "%s");

  /** Nothing stands beside tokens and entries. */
  public static final TokenWrite NOTHING_KEPT = new TokenWrite("", "", "");

  private final String sql;

  /**
   * With something that is kept beside each decision that is done.
   *
   * @param arrays more arguments of unnest, numbered behind {@link #PARAMETERS}; each after a comma
   * @param names of those arrays; each after a comma
   * @param kept a further part of the WITH clause, after a comma, which may select from {@code
   *     done}
   */
  public TokenWrite(String arrays, String names, String kept) {
    sql =
        HEAD.formatted(arrays, names)
            + AuditLog.INSERT
            + "FROM done)"
            + kept
            + " SELECT n::int FROM done";
  }

  /**
   * Writes the decisions that are not overtaken.
   *
   * @param batch names this attempt to write
   * @param more adds the parameters of the further arrays
   * @return which of the changes are done, by their place in the list; the others left no trace
   */
  public Future<BitSet> execute(
      SqlClient db, long batch, List<Change> changes, UnaryOperator<Tuple> more) {
    var values =
        AuditLog.values(changes.stream().map(Change::entry).toList())
            .addArrayOfLong(
                column(changes, c -> c.before() == null ? null : c.before().version(), Long[]::new))
            .addArrayOfString(after(changes, t -> t.state().name(), String[]::new))
            .addArrayOfString(after(changes, TokenWrite::suspension, String[]::new))
            .addArrayOfString(
                after(changes, t -> t.owner() == null ? null : t.owner().contract(), String[]::new))
            .addArrayOfString(
                after(changes, t -> t.owner() == null ? null : t.owner().user(), String[]::new))
            .addArrayOfLong(after(changes, Token::lastStep, Long[]::new))
            .addArrayOfOffsetDateTime(
                after(changes, t -> Times.column(t.lastAccepted()), OffsetDateTime[]::new))
            .addArrayOfInteger(after(changes, Token::failuresInRow, Integer[]::new))
            .addArrayOfInteger(after(changes, Token::failuresSinceAccepted, Integer[]::new))
            .addArrayOfInteger(after(changes, t -> (int) t.driftSeconds(), Integer[]::new))
            .addArrayOfLong(after(changes, Token::version, Long[]::new))
            .addArrayOfLong(after(changes, Token::epoch, Long[]::new))
            .addLong(batch);
    return db.preparedQuery(sql)
        .execute(more.apply(values))
        .map(rows -> {
          var done = new BitSet(changes.size());
          for (var row : rows) done.set(row.getInteger(0) - 1);
          return done;
        });
  }

  private static @Nullable String suspension(Token token) {
    return token.suspension() == null ? null : token.suspension().name();
  }

  private static <T> @Nullable T[] after(
      List<Change> changes, Function<Token, @Nullable T> value, IntFunction<@Nullable T[]> array) {
    return column(changes, c -> c.after() == null ? null : value.apply(c.after()), array);
  }

  private static <T> @Nullable T[] column(
      List<Change> changes, Function<Change, @Nullable T> value, IntFunction<@Nullable T[]> array) {
    var column = array.apply(changes.size());
    for (int i = 0; i < column.length; i++) column[i] = value.apply(changes.get(i));
    return column;
  }
}
