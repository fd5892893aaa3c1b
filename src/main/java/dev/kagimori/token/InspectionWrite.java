package dev.kagimori.token;

import dev.kagimori.audit.AuditLog;
import dev.kagimori.institution.Times;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Writes what the intake check decided on many held fobs at once, with its entries: as {@link
 * TokenStore#save(dev.kagimori.database.Writes, Token, Token, dev.kagimori.audit.Entry)} does for
 * one. State and owner are not among what it changes.
 */
public final class InspectionWrite {
  private static final String SAVE =
      """
      UPDATE token t SET suspension = c.suspension, last_step = c.last_step,
             last_accepted = c.last_accepted, failures_in_row = c.failures_in_row,
             failures_since_accepted = c.failures_since_accepted,
             drift_seconds = c.drift_seconds, version = c.next_version, epoch = c.epoch,
             inspection = c.inspection, batch = 0
      FROM unnest($2::text[], $3::bigint[], $4::text[], $5::bigint[], $6::timestamptz[],
                  $7::int[], $8::int[], $9::int[], $10::bigint[], $11::bigint[], $12::text[])
        AS c(serial, version, suspension, last_step, last_accepted, failures_in_row,
             failures_since_accepted, drift_seconds, next_version, epoch, inspection)
      WHERE t.institution = $1 AND t.serial = c.serial AND t.version = c.version
      """;

  private InspectionWrite() {}

  /**
   * Writes; awaits.
   *
   * @param decided of one institution; those that change nothing have their entry alone
   * @throws IllegalStateException when a row changed although it was held
   */
  public static void write(SqlClient db, String institution, List<Change> decided) {
    var changed = decided.stream().filter(InspectionWrite::changes).toList();
    var entries = AuditLog.values(decided.stream().map(Change::entry).toList());
    var told = db.preparedQuery(AuditLog.APPEND).execute(entries);
    if (!changed.isEmpty()) {
      int saved = db.preparedQuery(SAVE).execute(values(institution, changed)).await().rowCount();
      if (saved != changed.size())
        throw new IllegalStateException("a fob changed although its row was held");
    }
    told.await();
  }

  private static boolean changes(Change change) {
    var before = change.before();
    var after = change.after();
    return before != null && after != null && before.version() != after.version();
  }

  private static Tuple values(String institution, List<Change> changed) {
    return Tuple.tuple()
        .addString(institution)
        .addArrayOfString(after(changed, t -> t.serial().value(), String[]::new))
        .addArrayOfLong(
            column(changed, c -> c.before() == null ? null : c.before().version(), Long[]::new))
        .addArrayOfString(after(changed, t -> name(t.suspension()), String[]::new))
        .addArrayOfLong(after(changed, Token::lastStep, Long[]::new))
        .addArrayOfOffsetDateTime(
            after(changed, t -> Times.column(t.lastAccepted()), OffsetDateTime[]::new))
        .addArrayOfInteger(after(changed, Token::failuresInRow, Integer[]::new))
        .addArrayOfInteger(after(changed, Token::failuresSinceAccepted, Integer[]::new))
        .addArrayOfInteger(after(changed, t -> (int) t.driftSeconds(), Integer[]::new))
        .addArrayOfLong(after(changed, Token::version, Long[]::new))
        .addArrayOfLong(after(changed, Token::epoch, Long[]::new))
        .addArrayOfString(
            after(
                changed,
                t -> t.inspection() == Inspection.UNCHECKED ? null : t.inspection().name(),
                String[]::new));
  }

  private static @Nullable String name(@Nullable Suspension suspension) {
    return suspension == null ? null : suspension.name();
  }

  private static <T> @Nullable T[] after(
      List<Change> changed, Function<Token, @Nullable T> value, IntFunction<@Nullable T[]> array) {
    return column(changed, c -> c.after() == null ? null : value.apply(c.after()), array);
  }

  private static <T> @Nullable T[] column(
      List<Change> changed, Function<Change, @Nullable T> value, IntFunction<@Nullable T[]> array) {
    var column = array.apply(changed.size());
    for (int i = 0; i < column.length; i++) column[i] = value.apply(changed.get(i));
    return column;
  }
}
