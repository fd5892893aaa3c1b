package dev.kagimori.stock.campaign;

import dev.kagimori.audit.AuditLog;
import dev.kagimori.stock.campaign.Chunks.Bite;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;

/**
 * Whose new fob is not theirs any more, and never was in use by them, waits for another while the
 * old one is in use, or was ended by the campaign: with the next fob reminders begin anew. So does
 * who was left out for a reason that is over.
 */
final class Losses {
  private static final int CHUNK = 50_000;

  private static final String FORGET =
      """
      WITH lost AS MATERIALIZED (
        SELECT m.member FROM campaign_member m
      """
          + Standing.FOBS
          + """
            WHERE m.institution = $1 AND m.campaign = $2 AND m.member > $3 AND m.member <= $4
              AND m.new_serial IS NOT NULL AND %s = 'GONE' AND NOT %s)
          UPDATE campaign_member m SET new_serial = NULL, reminded = 0
          FROM lost WHERE m.institution = $1 AND m.campaign = $2 AND m.member = lost.member
          """
              .formatted(Standing.NEW, Standing.OVER);

  /**
   * Who was left out, and would not be now: the user was unlocked, or another campaign closed. What
   * was put down is the first reason of several.
   */
  private static final String READMIT =
      """
      WITH free AS MATERIALIZED (
        SELECT m.member FROM campaign_member m
      """
          + Standing.FOBS
          + """
            WHERE m.institution = $1 AND m.campaign = $2 AND m.member > $3 AND m.member <= $4
              AND m.left_out IS NOT NULL AND %s IS NULL AND NOT %s)
          UPDATE campaign_member m SET left_out = NULL
          FROM free WHERE m.institution = $1 AND m.campaign = $2 AND m.member = free.member
          """
              .formatted(
                  Standing.LEFT_OUT,
                  Standing.isInAnother("m.campaign", "m.old_serial", "m.contract", "m.user_id"));

  private static final String LAST =
      """
      SELECT coalesce(max(m.member), 0) AS last FROM campaign_member m
      WHERE m.institution = $1 AND m.campaign = $2
      """;

  private Losses() {}

  /** Some members behind a number; the campaign is held. */
  static Bite take(SqlConnection db, Order order, Campaign held, int after) {
    int to = after + CHUNK;
    var key = Tuple.of(held.institution(), held.number(), after, to);
    int anew =
        db.preparedQuery(FORGET).execute(key).await().rowCount()
            + db.preparedQuery(READMIT).execute(key).await().rowCount();
    if (anew > 0)
      AuditLog.append(db, order.entry("ALLOCATE").with("afterMember", after).with("waitAnew", anew))
          .await();
    return Bite.of(0, to, to >= last(db, held));
  }

  private static int last(SqlClient db, Campaign held) {
    var key = Tuple.of(held.institution(), held.number());
    return db.preparedQuery(LAST).execute(key).await().iterator().next().getInteger("last");
  }
}
