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
    /** No fob is set aside yet, or not any more; {@code allocate} sets one aside. */
    WAITING,
    ALLOCATED,
    /** On its way or there; the old one is in use. */
    SHIPPED,
    /** E5: the old registration ended by the exchange. */
    EXCHANGED,
    /** The new one was started after the old registration had ended otherwise. */
    STARTED,
    /** The campaign ended the old one; the new one, on its way or there, can be started. */
    RETIRED,
    /**
     * The old registration ended otherwise, or they use another since the campaign ended it, and
     * the new fob is set aside still.
     */
    LEFT_OVER,
    /** The new fob is not theirs any more, nor is the old one, and that not by the campaign. */
    LOST
  }

  /** Who is left out is said as {@code allocate} would say it now, until it has said so. */
  static final String MEMBERS =
      """
      SELECT m.member, m.contract, m.user_id, m.old_serial, m.new_serial AS named, f.fob,
        CASE WHEN f.fob <> 'GONE' OR w.why = 'CHANGED' THEN m.new_serial END AS new_serial,
        CASE WHEN f.fob <> 'GONE' OR w.why <> 'CHANGED' THEN w.why END AS left_out, m.reminded,
        m.retired_at, m.returned_at,
        CASE WHEN f.fob <> 'GONE' THEN n.shipped_at END AS shipped_at,
        CASE WHEN f.fob <> 'GONE' THEN coalesce(n.branch, 'HQ') END AS branch,
        CASE WHEN f.fob <> 'GONE' THEN n.shelf END AS shelf,
        CASE WHEN f.fob <> 'GONE' THEN n.box END AS box,
        CASE
          WHEN m.left_out IS NOT NULL THEN 'LEFT_OUT'
          WHEN f.fob = 'STARTED' THEN CASE
            WHEN EXISTS (
              SELECT FROM registration r WHERE r.institution = $1 AND r.contract = m.contract
                AND r.user_id = m.user_id AND r.serial = m.old_serial
                AND r.end_reason = 'EXCHANGED')
            THEN 'EXCHANGED' ELSE 'STARTED' END
          WHEN f.fob = 'GONE' AND w.why = 'CHANGED' THEN 'LOST'
          WHEN f.fob IN ('NONE', 'GONE') AND w.why IS NULL THEN 'WAITING'
          WHEN f.fob IN ('NONE', 'GONE') THEN 'LEFT_OUT'
          WHEN %s THEN 'LEFT_OVER'
          WHEN n.shipped_at IS NULL THEN 'ALLOCATED'
          WHEN %s THEN 'RETIRED'
          ELSE 'SHIPPED'
        END AS state
      FROM campaign_member m
      %s
      CROSS JOIN LATERAL (SELECT %s AS fob OFFSET 0) f
      CROSS JOIN LATERAL (
        SELECT CASE
          WHEN m.left_out IS NOT NULL THEN m.left_out
          WHEN f.fob IN ('NONE', 'GONE') THEN %s
        END AS why OFFSET 0) w
      WHERE m.institution = $1 AND m.campaign = $2
      """
          .formatted(
              Standing.OVER, Standing.OLD_ENDED, Standing.FOBS, Standing.NEW, Standing.LEFT_OUT);

  private static final String COUNTS =
      "SELECT state, left_out, count(*) AS members, count(returned_at) AS returned,"
          + " count(*) FILTER (WHERE reminded > 0) AS reminded FROM ("
          + MEMBERS
          + ") AS p GROUP BY state, left_out";

  private static final String UNSERVED =
      "SELECT count(*) FROM (" + MEMBERS + ") AS p WHERE state IN ('WAITING', 'SHIPPED')";

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

  /** How many wait for a fob, or were sent one and use the old one still. */
  static long unserved(SqlClient db, Campaign campaign) {
    var key = Tuple.of(campaign.institution(), campaign.number());
    return db.preparedQuery(UNSERVED).execute(key).await().iterator().next().getLong(0);
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
