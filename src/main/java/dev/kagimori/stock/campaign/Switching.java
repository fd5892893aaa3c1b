package dev.kagimori.stock.campaign;

import dev.kagimori.audit.AuditLog;
import dev.kagimori.stock.campaign.Campaign.State;
import dev.kagimori.stock.campaign.CampaignStore.Lock;
import dev.kagimori.stock.campaign.Outcome.Reason;
import dev.kagimori.stock.campaign.Outcome.Refused;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.function.Function;

/** Pauses a campaign, goes on with it, and closes it; in a transaction that is under way. */
public final class Switching {
  private static final String UNSHIPPED =
      """
      SELECT FROM campaign_member m CROSS JOIN LATERAL (
        SELECT serial FROM token t
        WHERE t.institution = $1 AND t.serial = m.new_serial AND t.state = 'ALLOCATED'
          AND t.shipped_at IS NULL AND t.owner_contract = m.contract AND t.owner_user = m.user_id
        LIMIT 1) n
      WHERE m.institution = $1 AND m.campaign = $2 AND m.new_serial IS NOT NULL LIMIT 1
      """;

  private Switching() {}

  /** Nothing is allocated, shipped, reminded of or retired; it may be undone and closed. */
  public static Outcome pause(SqlClient db, Order order) {
    return held(db, order, held -> pause(db, order, held, true));
  }

  public static Outcome resume(SqlClient db, Order order) {
    return held(db, order, held -> pause(db, order, held, false));
  }

  /**
   * Nothing is done with it any more, but that old fobs come back.
   *
   * @param count of members who wait for a fob, or were sent one and use the old one still, as
   *     whoever asks has seen it: nobody serves them then, or ends what they use
   */
  public static Outcome close(SqlClient db, Order order, long count) {
    return held(db, order, held -> close(db, order, held, count));
  }

  private static Outcome held(SqlClient db, Order order, Function<Campaign, Outcome> turn) {
    return switch (CampaignStore.lock(db, order.institution(), order.campaign())) {
      case Lock.Held(var held) -> turn.apply(held);
      case Lock.Not(var why) -> why;
    };
  }

  private static Outcome pause(SqlClient db, Order order, Campaign held, boolean paused) {
    if (held.is(State.CLOSED)) return Refused.of(Reason.WRONG_STATE, held);
    CampaignStore.pause(db, held, paused);
    return done(db, order, paused ? "PAUSE" : "RESUME");
  }

  private static Outcome close(SqlClient db, Order order, Campaign held, long count) {
    if (held.is(State.ALLOCATING, State.UNDOING)) return Refused.of(Reason.WRONG_STATE, held);
    if (held.is(State.CLOSED)) return new Outcome.Done(0, true);
    var key = Tuple.of(held.institution(), held.number());
    if (db.preparedQuery(UNSHIPPED).execute(key).await().size() > 0)
      return Refused.of(Reason.UNSHIPPED, held);
    // by how many rows there are, and not by a plan that was made while there were none
    db.query("SET LOCAL plan_cache_mode = force_custom_plan").execute().await();
    long unserved = Progress.unserved(db, held);
    if (unserved != count) return new Refused(Reason.COUNT_DIFFERS, held.state(), unserved, 0);
    CampaignStore.set(db, held, State.CLOSED);
    AuditLog.append(db, order.entry("CLOSE").with("unserved", unserved)).await();
    return new Outcome.Done(0, true);
  }

  private static Outcome done(SqlClient db, Order order, String step) {
    AuditLog.append(db, order.entry(step)).await();
    return new Outcome.Done(0, true);
  }
}
