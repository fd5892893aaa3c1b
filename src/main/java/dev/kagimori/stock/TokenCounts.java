package dev.kagimori.stock;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import org.jspecify.annotations.Nullable;

/**
 * How many tokens there are of a sort, without looking at them: what was summed up, and what the
 * database has written down of each change since.
 */
public final class TokenCounts {
  /** What is summed up at once. */
  static final int BITE = 20_000;

  /** Sorts that are told. */
  public static final int SORTS_MAX = 1_000;

  /** What has been summed up, and what has not: from one statement, so that nothing is twice. */
  static final String ALL =
      """
      SELECT branch, make, kind, state, inspection, tokens FROM token_count WHERE institution = $1
      UNION ALL
      SELECT branch, make, kind, state, inspection, tokens FROM token_count_delta
      WHERE institution = $1
      """;

  private static final String OF_FOBS =
      "SELECT branch, make, state, inspection, sum(tokens)::bigint AS tokens FROM ("
          + ALL
          + """
          ) AS c
          WHERE kind = 'HARDWARE' AND ($2::text IS NULL OR branch = $2)
            AND ($3::text IS NULL OR make = $3)
          GROUP BY branch, make, state, inspection HAVING sum(tokens) <> 0
          ORDER BY branch, make, state, inspection
          """;

  /** Whoever sums up takes what nobody else is summing up; rows are locked in their keys' order. */
  private static final String FOLD =
      """
      WITH taken AS (
        DELETE FROM token_count_delta WHERE ctid = ANY(ARRAY(
          SELECT ctid FROM token_count_delta LIMIT 20000 FOR UPDATE SKIP LOCKED))
        RETURNING *),
      counted AS (
        INSERT INTO token_count AS c (institution, branch, make, kind, state, inspection, tokens)
        SELECT institution, branch, make, kind, state, inspection, sum(tokens) FROM taken
        GROUP BY 1, 2, 3, 4, 5, 6 HAVING sum(tokens) <> 0 ORDER BY 1, 2, 3, 4, 5, 6
        ON CONFLICT (institution, branch, make, kind, state, inspection)
        DO UPDATE SET tokens = c.tokens + excluded.tokens),
      aged AS (
        INSERT INTO token_age AS a (institution, make, delivery, month, state, tokens)
        SELECT institution, make, delivery, month, state, sum(tokens) FROM taken
        WHERE month IS NOT NULL
        GROUP BY 1, 2, 3, 4, 5 HAVING sum(tokens) <> 0 ORDER BY 1, 2, 3, 4, 5
        ON CONFLICT (institution, make, delivery, month, state)
        DO UPDATE SET tokens = a.tokens + excluded.tokens)
      SELECT count(*)::int AS taken FROM taken
      """;

  private TokenCounts() {}

  /** Sums up a bounded bite of what has been written down; tells how much that was. */
  static Future<Integer> fold(SqlClient db) {
    return db.query(FOLD).execute().map(rows -> rows.iterator().next().getInteger("taken"));
  }

  /**
   * Fobs by state, and by branch, make, state and inspection; awaits.
   *
   * @param branch only there; null: everywhere
   * @param make only of it, by its prefix; null: of all
   */
  public static JsonObject of(
      SqlClient db, String institution, @Nullable String branch, @Nullable String make) {
    var rows = db.preparedQuery(OF_FOBS).execute(Tuple.of(institution, branch, make)).await();
    var states = new JsonObject();
    var sorts = new JsonArray();
    long fobs = 0;
    for (var row : rows) {
      var state = row.getString("state");
      long tokens = row.getLong("tokens");
      fobs += tokens;
      states.put(state, states.getLong(state, 0L) + tokens);
      if (sorts.size() < SORTS_MAX)
        sorts.add(
            new JsonObject()
                .put("branch", row.getString("branch"))
                .put("make", row.getString("make"))
                .put("state", state)
                .put("inspection", row.getString("inspection"))
                .put("fobs", tokens));
    }
    return new JsonObject()
        .put("fobs", fobs)
        .put("states", states)
        .put("sorts", sorts)
        .put("sortsInAll", rows.size());
  }
}
