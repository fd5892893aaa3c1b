package dev.kagimori.stock.campaign;

import dev.kagimori.audit.AuditLog;
import dev.kagimori.institution.BusinessDay;
import dev.kagimori.institution.Times;
import dev.kagimori.registration.Custody;
import dev.kagimori.stock.campaign.Campaign.State;
import dev.kagimori.stock.campaign.Chunks.Bite;
import dev.kagimori.stock.campaign.Outcome.Reason;
import dev.kagimori.stock.campaign.Outcome.Refused;
import dev.kagimori.token.Owner;
import dev.kagimori.token.SerialNumber;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Ends the old fobs that are in use still when their time is over, of users who were sent a new
 * one: revoked as staff would, one by one, with all that follows from it.
 */
public final class Retiring {
  /** Each user of a chunk is held while it lasts. */
  private static final int CHUNK = 1_000;

  private static final String STILL =
      " FROM campaign_member m "
          + Standing.SENT
          + " WHERE m.institution = $1 AND m.campaign = $2 AND m.new_serial IS NOT NULL";

  private static final String COUNT = "SELECT count(*)" + STILL;

  private static final String SINCE =
      """
      SELECT count(*) FROM campaign_member m
      WHERE m.institution = $1 AND m.campaign = $2 AND m.retired_at >= $3
      """;

  private static final String NEXT =
      "SELECT m.member, m.contract, m.user_id, m.old_serial"
          + STILL
          + " AND m.member > $3 ORDER BY m.member LIMIT $4";

  private static final String DONE =
      """
      UPDATE campaign_member m SET retired_at = $4
      WHERE m.institution = $1 AND m.campaign = $2 AND m.member = ANY($3)
      """;

  private final Pool pool;
  private final Custody custody;

  public Retiring(Pool pool, Custody custody) {
    this.pool = pool;
    this.custody = custody;
  }

  /** {@link #run(Order, long, Instant, Duration, IntConsumer)} of somebody who asks just now. */
  public Outcome run(Order order, long count, Duration time, IntConsumer progress) {
    return run(order, count, order.now(), time, progress);
  }

  /**
   * Ends them, or goes on with it.
   *
   * @param count as many as there are, as whoever asks has seen it
   * @param begun when they asked for it first: what was retired since counts as seen by them
   */
  public Outcome run(Order order, long count, Instant begun, Duration time, IntConsumer progress) {
    var looked =
        Chunks.held(
            pool,
            order,
            it -> it,
            (db, held) -> {
              var refused = refused(held, order);
              if (refused != null) return refused;
              long still = still(db, held);
              return still + since(db, held, begun) == count
                  ? new Outcome.Done(0, still == 0)
                  : new Refused(Reason.COUNT_DIFFERS, held.state(), still, 0);
            });
    if (!(looked instanceof Outcome.Done(_, boolean nothing)) || nothing) return looked;
    return Chunks.run(
        pool, order, time, progress, (db, held, after) -> take(db, order, held, after));
  }

  private static @Nullable Refused refused(Campaign held, Order order) {
    if (!held.is(State.ALLOCATED)) return Refused.of(Reason.WRONG_STATE, held);
    if (held.paused()) return Refused.of(Reason.PAUSED, held);
    return BusinessDay.of(order.now()).isAfter(held.oldUntil())
        ? null
        : Refused.of(Reason.TOO_EARLY, held);
  }

  /** How many old fobs are in use of users who were sent a new one: what is to be confirmed. */
  public static long still(SqlClient db, Campaign campaign) {
    var key = Tuple.of(campaign.institution(), campaign.number());
    return db.preparedQuery(COUNT).execute(key).await().iterator().next().getLong(0);
  }

  private static long since(SqlClient db, Campaign campaign, Instant begun) {
    var key = Tuple.of(campaign.institution(), campaign.number(), Times.column(begun));
    return db.preparedQuery(SINCE).execute(key).await().iterator().next().getLong(0);
  }

  private Bite take(SqlConnection db, Order order, Campaign held, int after) {
    var refused = refused(held, order);
    if (refused != null) return Bite.instead(refused);
    var key = Tuple.of(held.institution(), held.number(), after, CHUNK);
    var rows = db.preparedQuery(NEXT).execute(key).await();
    var members = new LinkedHashMap<Owner, Integer>();
    var fobs = new LinkedHashMap<Owner, SerialNumber>();
    int last = after;
    for (var row : rows) {
      last = row.getInteger("member");
      var owner = new Owner(row.getString("contract"), row.getString("user_id"));
      members.put(owner, last);
      fobs.put(owner, new SerialNumber(row.getString("old_serial")));
    }
    var details = new JsonObject().put("campaign", order.campaign());
    var revoking =
        new Custody.Order(
            Custody.Act.REVOKE,
            Custody.By.STAFF,
            order.institution(),
            order.source(),
            details,
            order.now());
    var ended =
        custody.these(db, revoking, fobs).entrySet().stream()
            .filter(one -> one.getValue() instanceof Custody.Outcome.Done)
            .map(one -> members.get(one.getKey()))
            .toArray(Integer[]::new);
    if (ended.length > 0) {
      var done =
          Tuple.tuple()
              .addString(held.institution())
              .addInteger(held.number())
              .addArrayOfInteger(ended)
              .addOffsetDateTime(Times.column(order.now()));
      db.preparedQuery(DONE).execute(done).await();
      AuditLog.append(db, order.entry("RETIRE").with("toMember", last).with("fobs", ended.length))
          .await();
    }
    return Bite.of(ended.length, last, rows.size() < CHUNK);
  }
}
