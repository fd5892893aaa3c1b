package dev.kagimori.stock;

import dev.kagimori.institution.BusinessDay;
import dev.kagimori.institution.Terms;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * How long each branch's stock of a make will last, by what it set aside for users in the last
 * {@link #DAYS} days, less what was taken back.
 */
public final class LowStock {
  /** The days that use is taken from; today is one of them. */
  public static final int DAYS = 90;

  /** Branches and makes that are told. */
  public static final int LINES_MAX = 1_000;

  private static final String FOLD =
      """
      WITH taken AS (
        DELETE FROM stock_use_delta WHERE ctid = ANY(ARRAY(
          SELECT ctid FROM stock_use_delta LIMIT 20000 FOR UPDATE SKIP LOCKED))
        RETURNING *),
      used AS (
        INSERT INTO stock_use AS u (institution, day, branch, make, fobs)
        SELECT institution, day, branch, make, sum(fobs) FROM taken
        GROUP BY 1, 2, 3, 4 HAVING sum(fobs) <> 0 ORDER BY 1, 2, 3, 4
        ON CONFLICT (institution, day, branch, make) DO UPDATE SET fobs = u.fobs + excluded.fobs)
      SELECT count(*)::int AS taken FROM taken
      """;

  private static final String BY_BRANCH =
      "WITH stock AS (SELECT branch, make, sum(tokens)::bigint AS fobs FROM ("
          + TokenCounts.ALL
          + """
          ) AS c
            WHERE kind = 'HARDWARE' AND state = 'IN_STOCK'
              AND (inspection = 'CHECKED' OR (inspection = 'UNCHECKED' AND NOT $3::boolean))
            GROUP BY branch, make),
          used AS (
            SELECT branch, make, sum(fobs)::bigint AS fobs FROM (
              SELECT branch, make, fobs FROM stock_use WHERE institution = $1 AND day > $2
              UNION ALL
              SELECT branch, make, fobs FROM stock_use_delta
              WHERE institution = $1 AND day > $2) AS u
            GROUP BY branch, make)
          SELECT branch, make, coalesce(stock.fobs, 0) AS stock,
                 greatest(coalesce(used.fobs, 0), 0) AS used
          FROM stock FULL JOIN used USING (branch, make)
          WHERE coalesce(stock.fobs, 0) <> 0 OR coalesce(used.fobs, 0) <> 0
          ORDER BY branch, make
          """;

  /**
   * One make at one branch.
   *
   * @param stock that may go out
   * @param used in {@link #DAYS} days
   * @param daysLeft whole days that the stock will last; null: it is not used
   * @param low whether that is less than the terms want
   */
  public record Line(
      String branch, String make, long stock, long used, @Nullable Long daysLeft, boolean low) {
    private JsonObject toJson() {
      return new JsonObject()
          .put("branch", branch)
          .put("make", make)
          .put("stock", stock)
          .put("used", used)
          .put("daysLeft", daysLeft)
          .put("low", low);
    }
  }

  private LowStock() {}

  /** Sums up a bounded bite of what has been used; tells how much that was. */
  static Future<Integer> fold(SqlClient db) {
    return db.query(FOLD).execute().map(rows -> rows.iterator().next().getInteger("taken"));
  }

  /** All lines, those that are low first, then by the days that are left. */
  public static Future<List<Line>> of(SqlClient db, String institution, Terms terms, Instant now) {
    var values =
        Tuple.of(institution, BusinessDay.of(now).minusDays(DAYS), terms.stock().checkedOnly());
    return db.preparedQuery(BY_BRANCH)
        .execute(values)
        .map(rows ->
            StreamSupport.stream(rows.spliterator(), false)
                .map(row -> line(row, terms.stock().lowDays()))
                .sorted(
                    Comparator.comparing(
                            Line::daysLeft, Comparator.nullsLast(Comparator.naturalOrder()))
                        .thenComparing(Line::branch)
                        .thenComparing(Line::make))
                .toList());
  }

  private static Line line(Row row, int lowDays) {
    long stock = Math.max(0, row.getLong("stock"));
    long used = row.getLong("used");
    Long left = used == 0 ? null : stock * DAYS / used;
    return new Line(
        row.getString("branch"),
        row.getString("make"),
        stock,
        used,
        left,
        left != null && left < lowDays);
  }

  /** The first {@link #LINES_MAX} of {@link #of}. */
  public static JsonObject report(List<Line> lines, Terms terms) {
    var told = new JsonArray();
    lines.stream().limit(LINES_MAX).forEach(line -> told.add(line.toJson()));
    return new JsonObject()
        .put("days", DAYS)
        .put("lowDays", terms.stock().lowDays())
        .put("low", lines.stream().filter(Line::low).count())
        .put("lines", told);
  }
}
