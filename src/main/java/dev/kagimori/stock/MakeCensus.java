package dev.kagimori.stock;

import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.Collection;
import java.util.List;
import java.util.stream.StreamSupport;

/** How many tokens belong to makes: to each those whose longest known prefix is its own (E9). */
public final class MakeCensus {
  /** What is counted of one make; more are not told apart. */
  public static final int COUNTED_MAX = 1_000_000;

  private static final String COUNT =
      """
      SELECT asked.prefix, count(*) AS tokens, count(*) FILTER (WHERE token.state = 'IN_USE') AS used
      FROM unnest($2::text[]) AS asked (prefix)
      CROSS JOIN LATERAL (
        SELECT state FROM token
        WHERE institution = $1
          AND serial >= asked.prefix AND serial <= rpad(asked.prefix, 20, 'Z')
          AND starts_with(serial, asked.prefix)
          AND state NOT IN ('REVOKED', 'RETIRED')
          AND NOT EXISTS (
            SELECT FROM unnest($3::text[]) AS longer (prefix)
            WHERE length(longer.prefix) > length(asked.prefix)
              AND starts_with(longer.prefix, asked.prefix) AND starts_with(serial, longer.prefix))
        LIMIT $4) AS token
      GROUP BY asked.prefix ORDER BY asked.prefix
      """;

  /**
   * The tokens of one make that are neither revoked nor retired.
   *
   * @param tokens 1 to {@link #COUNTED_MAX}
   * @param inUse of these
   */
  public record Count(String prefix, long tokens, long inUse) {}

  private MakeCensus() {}

  /**
   * Counts; awaits.
   *
   * @param prefixes of the makes that are counted
   * @param known of all makes, these included
   * @return by prefix; a make that no token belongs to is not there
   */
  public static List<Count> of(
      SqlClient db, String institution, Collection<String> prefixes, Collection<String> known) {
    var values =
        Tuple.tuple()
            .addString(institution)
            .addArrayOfString(prefixes.toArray(String[]::new))
            .addArrayOfString(known.toArray(String[]::new))
            .addInteger(COUNTED_MAX);
    var rows = db.preparedQuery(COUNT).execute(values).await();
    return StreamSupport.stream(rows.spliterator(), false)
        .map(row -> new Count(row.getString("prefix"), row.getLong("tokens"), row.getLong("used")))
        .toList();
  }
}
