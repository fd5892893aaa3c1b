package dev.kagimori.stock.campaign;

import dev.kagimori.institution.Make;
import dev.kagimori.institution.Make.Kind;
import dev.kagimori.institution.Terms;
import dev.kagimori.institution.Times;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * The fobs in stock that a campaign may take: what {@code LifeCycle} would allocate of those in
 * stock, of its makes, at its branch, and not expired.
 */
final class Stock {
  private static final String THEIRS =
      """
      FROM token t
      WHERE t.institution = $1 AND t.branch = $2 AND t.state = 'IN_STOCK'
        AND t.kind = 'HARDWARE' AND t.suspension IS NULL
        AND (t.inspection = 'CHECKED' OR (t.inspection IS NULL AND NOT $3::boolean))
        AND (t.valid_until IS NULL OR t.valid_until > $4::timestamptz)
        AND t.serial >= $5::text AND t.serial <= $6::text AND t.serial > $7::text
        AND %s
      ORDER BY t.serial LIMIT $10
      """
          .formatted(Chosen.holds("t.serial", "$8", "$9"));

  /** Who waits for a row finds out whether it is in stock still, and takes the next where not. */
  private static final String TAKE = "SELECT t.serial " + THEIRS + " FOR NO KEY UPDATE OF t";

  private static final String COUNT = "SELECT count(*) FROM (SELECT " + THEIRS + ") AS t";

  private Stock() {}

  /**
   * Holds the first ones behind a serial number, in the order of their serials.
   *
   * @param after empty: from the first on
   * @return fewer than asked for: there are no more
   */
  static List<String> take(
      SqlClient db, Campaign campaign, Terms rules, Instant now, String after, int most) {
    var rows = db.preparedQuery(TAKE).execute(values(campaign, rules, now, after, most)).await();
    return StreamSupport.stream(rows.spliterator(), false)
        .map(row -> row.getString("serial"))
        .toList();
  }

  /** How many there are, counted up to a number. */
  static long count(SqlClient db, Campaign campaign, Terms rules, Instant now, int most) {
    var values = values(campaign, rules, now, "", most);
    return db.preparedQuery(COUNT).execute(values).await().iterator().next().getLong(0);
  }

  /** The campaign's makes that may be exchanged to now (E9). */
  static List<String> open(Campaign campaign, Terms rules, Instant now) {
    return rules.makes().stream()
        .filter(make -> make.kind() == Kind.HARDWARE && make.exchange().contains(now))
        .map(Make::prefix)
        .filter(campaign.replaceWith()::contains)
        .toList();
  }

  private static Tuple values(Campaign campaign, Terms rules, Instant now, String after, int most) {
    var chosen = Chosen.of(open(campaign, rules, now), rules);
    return Tuple.tuple()
        .addString(campaign.institution())
        .addString(campaign.fromBranch())
        .addBoolean(rules.stock().checkedOnly())
        .addOffsetDateTime(Times.column(now))
        .addString(chosen.lowest())
        .addString(chosen.highest())
        .addString(after)
        .addArrayOfString(chosen.prefixArray())
        .addArrayOfString(chosen.otherArray())
        .addInteger(most);
  }
}
