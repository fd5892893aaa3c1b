package dev.kagimori.stock.campaign;

import dev.kagimori.audit.AuditLog;
import dev.kagimori.institution.Times;
import dev.kagimori.stock.campaign.Campaign.State;
import dev.kagimori.stock.campaign.Chunks.Bite;
import dev.kagimori.stock.campaign.Outcome.Reason;
import dev.kagimori.stock.campaign.Outcome.Refused;
import dev.kagimori.stock.campaign.Shipping.Fob;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Takes back what was set aside and not shipped: the fobs lie in stock again, and a customer's
 * request for one waits again. What was shipped stays, and with it the campaign is {@code
 * ALLOCATED} for who was sent one; else it is a draft again. A campaign that is paused may be
 * undone.
 */
public final class Undoing {
  private static final int CHUNK = 2_000;

  private static final String WITHDRAW =
      """
      WITH asked AS MATERIALIZED (
        SELECT * FROM unnest($3::int[], $4::text[]) AS a (member, serial)),
      withdrawn AS (
        UPDATE token t SET state = 'IN_STOCK', owner_contract = NULL, owner_user = NULL,
          version = t.version + 1, epoch = t.epoch + 1, shipped_at = NULL, batch = 0
        WHERE t.institution = $1 AND t.serial = ANY($4) AND t.state = 'ALLOCATED' RETURNING 1),
      issued AS (
        UPDATE issue i SET state = 'REQUESTED', serial = NULL
        WHERE i.institution = $1 AND i.serial = ANY($4) AND i.state = 'ALLOCATED'
          AND i.ended_at IS NULL RETURNING 1),
      told AS (
        UPDATE campaign_member m SET new_serial = NULL
        WHERE m.institution = $1 AND m.campaign = $2 AND m.member = ANY($3) RETURNING 1),
      moved AS (
        INSERT INTO movement (institution, serial, at, kind, by, details)
        SELECT $1, serial, $5, 'WITHDRAWN', $6, $7 FROM asked)
      SELECT (SELECT count(*) FROM withdrawn) AS withdrawn, (SELECT count(*) FROM told) AS told
      """;

  private static final String LEFT_OVER =
      """
      SELECT m.member
      FROM unnest($2::int[], $3::text[], $4::text[], $5::text[], $6::timestamptz[])
        AS m (member, old_serial, contract, user_id, retired_at)
      """
          + Standing.OLD_FOB
          + " WHERE "
          + Standing.OVER;

  private static final String LIVE =
      "SELECT FROM campaign_member m "
          + Standing.FOBS
          + " WHERE m.institution = $1 AND m.campaign = $2 AND m.new_serial IS NOT NULL AND "
          + Standing.NEW
          + " IN ('THEIRS', 'STARTED') LIMIT 1";

  private final Pool pool;

  public Undoing(Pool pool) {
    this.pool = pool;
  }

  /**
   * Takes back, or goes on with it.
   *
   * @param leftOverOnly only what is set aside for users whose old registration has ended; the
   *     campaign goes on
   */
  public Outcome run(Order order, boolean leftOverOnly, Duration time, IntConsumer progress) {
    return Chunks.run(
        pool,
        order,
        time,
        progress,
        (db, held, after) -> take(db, order, held, leftOverOnly, after));
  }

  private static Bite take(
      SqlConnection db, Order order, Campaign held, boolean leftOverOnly, int after) {
    if (held.is(State.DRAFT)) return Bite.of(0, after, true); // by another instance
    boolean may =
        leftOverOnly
            ? held.is(State.ALLOCATED)
            : held.is(State.ALLOCATING, State.ALLOCATED, State.UNDOING);
    if (!may) return Bite.instead(Refused.of(Reason.WRONG_STATE, held));
    var next = Shipping.next(db, held, null, after, CHUNK);
    var fobs = leftOverOnly ? leftOver(db, order, next.held()) : next.held();
    if (!fobs.isEmpty()) withdraw(db, order, fobs);
    boolean over = next.seen() < CHUNK;
    if (!leftOverOnly) CampaignStore.set(db, held, over ? undone(db, held) : State.UNDOING);
    return Bite.of(fobs.size(), next.last(), over);
  }

  /** Who was sent a fob is reminded and their old one retired still. */
  private static State undone(SqlConnection db, Campaign held) {
    var key = Tuple.of(held.institution(), held.number());
    return db.preparedQuery(LIVE).execute(key).await().size() > 0 ? State.ALLOCATED : State.DRAFT;
  }

  /** Those whose users' old registrations have ended otherwise. */
  static List<Fob> leftOver(SqlConnection db, Order order, List<Fob> fobs) {
    var values =
        Tuple.tuple()
            .addString(order.institution())
            .addArrayOfInteger(fobs.stream().map(Fob::member).toArray(Integer[]::new))
            .addArrayOfString(fobs.stream().map(Fob::oldSerial).toArray(String[]::new))
            .addArrayOfString(fobs.stream().map(Fob::contract).toArray(String[]::new))
            .addArrayOfString(fobs.stream().map(Fob::user).toArray(String[]::new))
            .addArrayOfOffsetDateTime(
                fobs.stream().map(Fob::retiredAt).toArray(OffsetDateTime[]::new));
    var members = new HashSet<Integer>();
    for (var row : db.preparedQuery(LEFT_OVER).execute(values).await())
      members.add(row.getInteger("member"));
    return fobs.stream().filter(fob -> members.contains(fob.member())).toList();
  }

  private static void withdraw(SqlConnection db, Order order, List<Fob> fobs) {
    var values =
        Tuple.tuple()
            .addString(order.institution())
            .addInteger(order.campaign())
            .addArrayOfInteger(fobs.stream().map(Fob::member).toArray(Integer[]::new))
            .addArrayOfString(Shipping.serials(fobs))
            .addOffsetDateTime(Times.column(order.now()))
            .addString(order.source().client())
            .addJsonObject(new JsonObject().put("campaign", order.campaign()));
    var row = Chunks.write(db, WITHDRAW, values);
    if (row.getLong("withdrawn") != fobs.size() || row.getLong("told") != fobs.size())
      throw new IllegalStateException("a fob changed although its row was held");
    AuditLog.append(
            db,
            order
                .entry("UNDO")
                .with("fromMember", fobs.getFirst().member())
                .with("toMember", fobs.getLast().member())
                .with("fobs", fobs.size()))
        .await();
  }
}
