package dev.kagimori.stock.campaign;

import dev.kagimori.institution.Times;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Who of a campaign's members gets a fob, and which. */
final class Pairing {
  private static final String WAITS = "m.new_serial IS NULL AND m.left_out IS NULL";

  private static final String WAITING =
      """
      SELECT count(*) FROM campaign_member m
      WHERE m.institution = $1 AND m.campaign = $2 AND %s
      """
          .formatted(WAITS);

  private static final String ANY =
      """
      SELECT FROM campaign_member m
      WHERE m.institution = $1 AND m.campaign = $2 AND m.new_serial IS NOT NULL LIMIT 1
      """;

  /** Who begins at the same time waits, so that no two count on the same fobs. */
  private static final String ALONE =
      "SELECT pg_advisory_xact_lock(hashtext('campaign of ' || $1::text))";

  private static final String OTHERS =
      """
      SELECT count(*) FROM campaign c
      JOIN campaign_member m ON m.institution = $1 AND m.campaign = c.campaign
      WHERE c.institution = $1 AND c.campaign <> $2 AND c.state = 'ALLOCATING'
        AND c.from_branch = $3 AND c.replace_with && $4 AND %s
      """
          .formatted(WAITS);

  /** Members stand in the order in which users are held. */
  private static final String HOLD =
      """
      WITH chunk AS MATERIALIZED (
        SELECT m.member, m.contract, m.user_id FROM campaign_member m
        WHERE m.institution = $1 AND m.campaign = $2 AND m.member > $3 AND %s
        ORDER BY m.member LIMIT $4),
      held AS MATERIALIZED (
        SELECT chunk.member FROM chunk CROSS JOIN LATERAL (
          SELECT FROM customer u
          WHERE u.institution = $1 AND u.contract = chunk.contract AND u.user_id = chunk.user_id
          FOR NO KEY UPDATE) u)
      SELECT max(member) AS last FROM held
      """
          .formatted(WAITS);

  private static final String OF_CAMPAIGN =
      " FROM campaign_member m "
          + Standing.FOBS
          + " WHERE m.institution = $1 AND m.campaign = $2 AND "
          + WAITS;

  /** Read when the users are held, and not before. */
  private static final String JUDGE =
      "SELECT m.member, m.contract, m.user_id, "
          + Standing.LEFT_OUT
          + " AS left_out"
          + OF_CAMPAIGN
          + " AND m.member > $3 AND m.member <= $4 ORDER BY m.member";

  private static final String ELIGIBLE =
      "SELECT count(*)" + OF_CAMPAIGN + " AND " + Standing.LEFT_OUT + " IS NULL";

  private static final String LEAVE_OUT =
      """
      UPDATE campaign_member m SET left_out = $4
      WHERE m.institution = $1 AND m.campaign = $2 AND m.member = ANY($3)
      """;

  /**
   * Each join is of the chunk with what lies between its first and last, whatever is believed of
   * tables that have grown just now: a loop over both would be 25 million rows.
   */
  private static final String PAIR =
      """
      WITH pair AS MATERIALIZED (
        SELECT * FROM unnest($3::int[], $4::text[], $5::text[], $6::text[])
          AS p (member, contract, user_id, serial)),
      allocated AS (
        UPDATE token t SET state = 'ALLOCATED', owner_contract = p.contract,
          owner_user = p.user_id, version = t.version + 1, epoch = t.epoch + 1,
          shipped_at = NULL, batch = 0
        FROM pair p
        WHERE t.institution = $1 AND t.serial = p.serial AND t.state = 'IN_STOCK'
          AND t.kind = 'HARDWARE' AND t.serial >= $7 AND t.serial <= $8
        RETURNING t.branch, t.make, t.inspection, t.delivery, t.delivered_at),
      counted AS (
        INSERT INTO token_count_delta (institution, branch, make, kind, state, inspection,
                                       delivery, month, tokens)
        SELECT $1, coalesce(branch, ''), coalesce(make, ''), 'HARDWARE', changed.state,
          coalesce(inspection, 'UNCHECKED'), coalesce(delivery, 0), token_month(delivered_at),
          sum(changed.by)
        FROM allocated CROSS JOIN (VALUES ('IN_STOCK', -1), ('ALLOCATED', 1)) changed (state, by)
        GROUP BY 1, 2, 3, 4, 5, 6, 7, 8),
      told AS (
        UPDATE campaign_member m SET new_serial = p.serial
        FROM pair p
        WHERE m.institution = $1 AND m.campaign = $2 AND m.member = p.member
          AND m.member >= $9 AND m.member <= $10
          AND m.new_serial IS NULL AND m.left_out IS NULL
        RETURNING 1),
      issued AS (
        UPDATE issue i SET state = 'ALLOCATED', serial = p.serial
        FROM pair p
        WHERE i.institution = $1 AND i.contract = p.contract AND i.user_id = p.user_id
          AND i.state = 'REQUESTED' AND i.ended_at IS NULL
        RETURNING 1)
      SELECT (SELECT count(*) FROM allocated) AS allocated, (SELECT count(*) FROM told) AS told
      """;

  private static final String MOVED =
      """
      INSERT INTO movement (institution, serial, at, kind, by, details, branch, make)
      SELECT $1, p.serial, $5, 'ALLOCATED', $6,
        $7::jsonb || jsonb_build_object('contract', p.contract, 'user', p.user_id), t.branch,
        t.make
      FROM unnest($2::text[], $3::text[], $4::text[]) AS p (contract, user_id, serial)
      CROSS JOIN LATERAL (
        SELECT branch, make FROM token WHERE institution = $1 AND serial = p.serial LIMIT 1) t
      """;

  /**
   * Somebody who waits for a fob, and is held.
   *
   * @param leftOut why they get none; null: they do
   */
  record Member(int member, String contract, String user, @Nullable String leftOut) {}

  private Pairing() {}

  /** How many members wait for a fob, those included who will be left out. */
  static int waiting(SqlClient db, Campaign campaign) {
    return count(db, WAITING, campaign);
  }

  /** How many would get one now: as {@link Progress} counts those who wait. */
  static int eligible(SqlClient db, Campaign campaign) {
    return count(db, ELIGIBLE, campaign);
  }

  private static int count(SqlClient db, String sql, Campaign campaign) {
    var key = Tuple.of(campaign.institution(), campaign.number());
    return Math.toIntExact(db.preparedQuery(sql).execute(key).await().iterator().next().getLong(0));
  }

  static boolean hasAny(SqlClient db, Campaign campaign) {
    var key = Tuple.of(campaign.institution(), campaign.number());
    return db.preparedQuery(ANY).execute(key).await().size() > 0;
  }

  /**
   * How many fobs campaigns that have begun wait for, of the same stock; nobody begins meanwhile.
   *
   * @return empty: somebody else begins, for longer than is waited
   */
  static OptionalLong others(SqlClient db, Campaign campaign) {
    var alone = Tuple.of(campaign.institution());
    if (Patience.in(db, () -> db.preparedQuery(ALONE).execute(alone).await()).isEmpty())
      return OptionalLong.empty();
    var key =
        Tuple.tuple()
            .addString(campaign.institution())
            .addInteger(campaign.number())
            .addString(campaign.fromBranch())
            .addArrayOfString(campaign.replaceWith().toArray(String[]::new));
    var counted = db.preparedQuery(OTHERS).execute(key).await().iterator().next();
    return OptionalLong.of(counted.getLong(0));
  }

  /** Holds the next users who wait, and says who of them gets a fob. */
  static List<Member> judge(SqlClient db, Campaign campaign, int after, int most) {
    var chunk = Tuple.of(campaign.institution(), campaign.number(), after, most);
    var last = db.preparedQuery(HOLD).execute(chunk).await().iterator().next().getInteger("last");
    if (last == null) return List.of();
    var held = Tuple.of(campaign.institution(), campaign.number(), after, last);
    var rows = db.preparedQuery(JUDGE).execute(held).await();
    return StreamSupport.stream(rows.spliterator(), false)
        .map(row ->
            new Member(
                row.getInteger("member"),
                row.getString("contract"),
                row.getString("user_id"),
                row.getString("left_out")))
        .toList();
  }

  static void leaveOut(SqlClient db, Campaign campaign, List<Member> judged) {
    var out = new TreeMap<String, List<Integer>>();
    for (var member : judged)
      if (member.leftOut != null)
        out.computeIfAbsent(member.leftOut, _ -> new ArrayList<>()).add(member.member);
    out.forEach((why, members) -> {
      var values =
          Tuple.tuple()
              .addString(campaign.institution())
              .addInteger(campaign.number())
              .addArrayOfInteger(members.toArray(Integer[]::new))
              .addString(why);
      db.preparedQuery(LEAVE_OUT).execute(values).await();
    });
  }

  /** Sets held fobs aside for held users, one each. */
  static void pair(SqlClient db, Order order, List<Member> members, List<String> serials) {
    if (members.isEmpty()) return;
    var contracts = members.stream().map(Member::contract).toArray(String[]::new);
    var users = members.stream().map(Member::user).toArray(String[]::new);
    var fobs = serials.toArray(String[]::new);
    var pairs =
        Tuple.tuple()
            .addString(order.institution())
            .addInteger(order.campaign())
            .addArrayOfInteger(members.stream().map(Member::member).toArray(Integer[]::new))
            .addArrayOfString(contracts)
            .addArrayOfString(users)
            .addArrayOfString(fobs)
            .addString(serials.getFirst())
            .addString(serials.getLast())
            .addInteger(members.getFirst().member())
            .addInteger(members.getLast().member());
    set(db, "enable_nestloop = off", "kagimori.counted = 'by statement'");
    var row = Chunks.write(db, PAIR, pairs);
    set(db, "enable_nestloop = on", "kagimori.counted = ''");
    if (row.getLong("allocated") != members.size() || row.getLong("told") != members.size())
      throw new IllegalStateException("a fob or member changed although its row was held");
    var moved =
        Tuple.tuple()
            .addString(order.institution())
            .addArrayOfString(contracts)
            .addArrayOfString(users)
            .addArrayOfString(fobs)
            .addOffsetDateTime(Times.column(order.now()))
            .addString(order.source().client())
            .addJsonObject(new JsonObject().put("campaign", order.campaign()));
    db.preparedQuery(MOVED).execute(moved).await();
  }

  private static void set(SqlClient db, String... settings) {
    for (var setting : settings) db.query("SET LOCAL " + setting).execute().await();
  }
}
