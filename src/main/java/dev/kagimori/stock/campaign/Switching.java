package dev.kagimori.stock.campaign;

import dev.kagimori.audit.AuditLog;
import dev.kagimori.stock.campaign.Campaign.State;
import dev.kagimori.stock.campaign.CampaignStore.Lock;
import dev.kagimori.stock.campaign.Outcome.Reason;
import dev.kagimori.stock.campaign.Outcome.Refused;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;

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

  /** What is done. */
  public enum Turn {
    /** Nothing is allocated, shipped, reminded of or retired; it may be undone and closed. */
    PAUSE,
    RESUME,
    /** Nothing is done with it any more, but that old fobs come back. */
    CLOSE
  }

  private Switching() {}

  /** Does it; what is so already is done. */
  public static Outcome run(SqlClient db, Order order, Turn turn) {
    return switch (CampaignStore.lock(db, order.institution(), order.campaign())) {
      case Lock.Held(var held) -> run(db, order, turn, held);
      case Lock.Not(var why) -> why;
    };
  }

  private static Outcome run(SqlClient db, Order order, Turn turn, Campaign held) {
    if (turn == Turn.CLOSE ? held.is(State.ALLOCATING, State.UNDOING) : held.is(State.CLOSED))
      return Refused.of(Reason.WRONG_STATE, held);
    switch (turn) {
      case PAUSE -> CampaignStore.pause(db, held, true);
      case RESUME -> CampaignStore.pause(db, held, false);
      case CLOSE -> {
        var key = Tuple.of(held.institution(), held.number());
        if (db.preparedQuery(UNSHIPPED).execute(key).await().size() > 0)
          return Refused.of(Reason.UNSHIPPED, held);
        CampaignStore.set(db, held, State.CLOSED);
      }
    }
    AuditLog.append(db, order.entry(turn.name())).await();
    return new Outcome.Done(0, true);
  }
}
