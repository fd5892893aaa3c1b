package dev.kagimori.stock.campaign;

import dev.kagimori.institution.Times;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * How far a campaign's members are, read from the fobs and registrations each time: there is no
 * second truth that could differ.
 */
public final class Progress {
  /** How far a member is. */
  public enum State {
    /** No fob is set aside, and why. */
    LEFT_OUT,
    /** No fob is set aside yet, or not any more. */
    WAITING,
    ALLOCATED,
    /** On its way or there; the old one is in use. */
    SHIPPED,
    /** E5: the old registration ended by the exchange. */
    EXCHANGED,
    /** The new one was started after the old registration had ended otherwise. */
    STARTED,
    /** The campaign ended the old one; the new one can be started. */
    RETIRED,
    /** The old registration ended otherwise, and the new fob is set aside still. */
    LEFT_OVER,
    /** The new fob is not theirs any more, and never was in use by them. */
    LOST
  }

  /** Each look-up is of one row by its key, whatever is believed of tables that have just grown. */
  static final String MEMBERS =
      """
      SELECT m.member, m.contract, m.user_id, m.old_serial, m.new_serial, m.left_out, m.reminded,
        m.retired_at, m.returned_at, n.shipped_at, coalesce(n.branch, 'HQ') AS branch, n.shelf,
        n.box,
        CASE
          WHEN m.left_out IS NOT NULL THEN 'LEFT_OUT'
          WHEN m.new_serial IS NULL THEN 'WAITING'
          WHEN n.state NOT IN ('ALLOCATED', 'IN_STOCK') AND EXISTS (
            SELECT FROM registration r WHERE r.institution = $1 AND r.contract = m.contract
              AND r.user_id = m.user_id AND r.serial = m.new_serial)
          THEN CASE
            WHEN EXISTS (
              SELECT FROM registration r WHERE r.institution = $1 AND r.contract = m.contract
                AND r.user_id = m.user_id AND r.serial = m.old_serial
                AND r.end_reason = 'EXCHANGED')
            THEN 'EXCHANGED' ELSE 'STARTED' END
          WHEN n.state <> 'ALLOCATED' OR n.owner_contract IS DISTINCT FROM m.contract
            OR n.owner_user IS DISTINCT FROM m.user_id THEN 'LOST'
          WHEN m.retired_at IS NOT NULL THEN 'RETIRED'
          WHEN o.state <> 'IN_USE' OR o.owner_contract <> m.contract OR o.owner_user <> m.user_id
            THEN 'LEFT_OVER'
          WHEN n.shipped_at IS NULL THEN 'ALLOCATED'
          ELSE 'SHIPPED'
        END AS state
      FROM campaign_member m
      LEFT JOIN LATERAL (
        SELECT * FROM token WHERE institution = $1 AND serial = m.new_serial LIMIT 1) n ON true
      LEFT JOIN LATERAL (
        SELECT * FROM token WHERE institution = $1 AND serial = m.old_serial LIMIT 1) o ON true
      WHERE m.institution = $1 AND m.campaign = $2
      """;

  private static final String COUNTS =
      "SELECT state, left_out, count(*) AS members, count(returned_at) AS returned,"
          + " count(*) FILTER (WHERE reminded > 0) AS reminded FROM ("
          + MEMBERS
          + ") AS p GROUP BY state, left_out";

  private static final String PAGE =
      "SELECT * FROM ("
          + MEMBERS
          + " AND m.member > $3 ORDER BY m.member) AS p"
          + " WHERE $4::text IS NULL OR state = $4 LIMIT $5";

  /**
   * One member.
   *
   * @param newSerial null: none is set aside
   * @param leftOut why; null: they are not
   * @param reminded the number of the last reminder; 0: none
   * @param branch where the new fob lies, like {@code shelf} and {@code box}
   */
  public record Member(
      int member,
      String contract,
      String user,
      String oldSerial,
      @Nullable String newSerial,
      State state,
      @Nullable String leftOut,
      int reminded,
      @Nullable Instant shipped,
      @Nullable Instant returned,
      @Nullable String branch,
      @Nullable String shelf,
      @Nullable String box) {
    /** As the contract has it. */
    public JsonObject toJson() {
      return new JsonObject()
          .put("member", member)
          .put("contract", contract)
          .put("user", user)
          .put("oldSerial", oldSerial)
          .put("newSerial", newSerial)
          .put("state", state.name())
          .put("leftOut", leftOut)
          .put("reminded", reminded)
          .put("shippedAt", shipped == null ? null : Times.text(shipped))
          .put("returnedAt", returned == null ? null : Times.text(returned))
          .put("branch", newSerial == null ? null : branch)
          .put("shelf", shelf)
          .put("box", box);
    }
  }

  private Progress() {}

  /** Counts of members by state, and by why they are left out, as the contract has them. */
  public static JsonObject counts(SqlClient db, Campaign campaign) {
    var counts = new JsonObject();
    for (var state : State.values()) counts.put(name(state), 0L);
    var leftOut = new JsonObject();
    long members = 0;
    long returned = 0;
    long reminded = 0;
    var key = Tuple.of(campaign.institution(), campaign.number());
    for (var row : db.preparedQuery(COUNTS).execute(key).await()) {
      long some = row.getLong("members");
      members += some;
      returned += row.getLong("returned");
      reminded += row.getLong("reminded");
      var state = name(State.valueOf(row.getString("state")));
      counts.put(state, counts.getLong(state) + some);
      var why = row.getString("left_out");
      if (why != null) leftOut.put(why, some);
    }
    return new JsonObject()
        .put("members", members)
        .mergeIn(counts)
        .put("leftOutBy", leftOut)
        .put("reminded", reminded)
        .put("returned", returned);
  }

  /** Such as {@code leftOver}. */
  private static String name(State state) {
    var words = state.name().toLowerCase(Locale.ROOT).split("_", 2);
    return words.length == 1
        ? words[0]
        : words[0] + Character.toUpperCase(words[1].charAt(0)) + words[1].substring(1);
  }

  /** Members behind a number, in order; of one state or all. */
  public static List<Member> page(
      SqlClient db, Campaign campaign, @Nullable State state, int after, int most) {
    var key =
        Tuple.tuple()
            .addString(campaign.institution())
            .addInteger(campaign.number())
            .addInteger(after)
            .addString(state == null ? null : state.name())
            .addInteger(most);
    var rows = db.preparedQuery(PAGE).execute(key).await();
    return StreamSupport.stream(rows.spliterator(), false).map(Progress::member).toList();
  }

  static Member member(Row row) {
    return new Member(
        row.getInteger("member"),
        row.getString("contract"),
        row.getString("user_id"),
        row.getString("old_serial"),
        row.getString("new_serial"),
        State.valueOf(row.getString("state")),
        row.getString("left_out"),
        row.getInteger("reminded"),
        Times.instant(row, "shipped_at"),
        Times.instant(row, "returned_at"),
        row.getString("branch"),
        row.getString("shelf"),
        row.getString("box"));
  }
}
