package dev.kagimori.stock.campaign;

import dev.kagimori.audit.AuditLog;
import dev.kagimori.institution.Terms;
import dev.kagimori.institution.TermsStore;
import dev.kagimori.institution.Times;
import dev.kagimori.mail.Kind;
import dev.kagimori.mail.Mail;
import dev.kagimori.mail.Outbox;
import dev.kagimori.stock.campaign.Campaign.State;
import dev.kagimori.stock.campaign.Chunks.Bite;
import dev.kagimori.stock.campaign.Outcome.Reason;
import dev.kagimori.stock.campaign.Outcome.Refused;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reminds by mail who has a new fob and uses the old one still: each member of each reminder once
 * at most. It is staff who ask for it, so no term has to name it.
 */
public final class Reminding {
  private static final int CHUNK = 1_000;

  /**
   * Whose number is behind what is due: by the days since shipping, or the one that is asked for.
   */
  private static final String WHOM =
      """
      WITH chunk AS MATERIALIZED (
        SELECT m.member, m.contract, m.user_id, m.old_serial, m.new_serial, d.due
        FROM campaign_member m %s CROSS JOIN LATERAL (
          SELECT coalesce($5::int, count(*)::int) AS due
          FROM unnest($6::timestamptz[]) AS c (cutoff) WHERE n.shipped_at <= c.cutoff) d
        WHERE m.institution = $1 AND m.campaign = $2 AND m.member > $3
          AND m.new_serial IS NOT NULL AND m.reminded < d.due
        ORDER BY m.member LIMIT $4)
      SELECT c.member, c.contract, c.user_id, c.old_serial, c.new_serial, c.due,
        k.registered_mail
      FROM chunk c LEFT JOIN LATERAL (
        SELECT registered_mail FROM contract WHERE institution = $1 AND contract = c.contract
        LIMIT 1) k ON true
      ORDER BY c.member
      """
          .formatted(Standing.SENT);

  private static final String TOLD =
      """
      UPDATE campaign_member m SET reminded = $4
      WHERE m.institution = $1 AND m.campaign = $2 AND m.member = ANY($3)
      """;

  private final Pool pool;
  private final TermsStore terms;
  private final Outbox outbox;

  public Reminding(Pool pool, TermsStore terms, Outbox outbox) {
    this.pool = pool;
    this.terms = terms;
    this.outbox = outbox;
  }

  /**
   * Reminds.
   *
   * @param number 1 to 9, of a reminder that is sent now; null: those that are due
   */
  public Outcome run(Order order, @Nullable Integer number, Duration time, IntConsumer progress) {
    var rules = terms.at(order.institution(), order.now());
    return Chunks.run(
        pool,
        order,
        time,
        progress,
        (db, held, after) -> take(db, order, held, rules, number, after));
  }

  private Bite take(
      SqlConnection db,
      Order order,
      Campaign held,
      Terms rules,
      @Nullable Integer number,
      int after) {
    if (!held.is(State.ALLOCATED)) return Bite.instead(Refused.of(Reason.WRONG_STATE, held));
    if (held.paused()) return Bite.instead(Refused.of(Reason.PAUSED, held));
    var values =
        Tuple.tuple()
            .addString(held.institution())
            .addInteger(held.number())
            .addInteger(after)
            .addInteger(CHUNK)
            .addInteger(number)
            .addArrayOfOffsetDateTime(
                held.remindAfterDays().stream()
                    .map(days -> Times.column(order.now().minus(Duration.ofDays(days))))
                    .toArray(OffsetDateTime[]::new));
    var rows = db.preparedQuery(WHOM).execute(values).await();
    int last = after;
    var mails = new ArrayList<Mail>();
    var told = new TreeMap<Integer, List<Integer>>();
    for (var row : rows) {
      last = row.getInteger("member");
      told.computeIfAbsent(row.getInteger("due"), _ -> new ArrayList<>()).add(last);
      mail(order, held, rules, row).forEach(mails::add);
    }
    told.forEach((due, members) -> told(db, held, due, members));
    outbox.addPaced(db, mails, order.now());
    if (rows.size() > 0)
      AuditLog.append(
              db,
              order
                  .entry("REMIND")
                  .with("toMember", last)
                  .with("members", rows.size())
                  .with("mails", mails.size()))
          .await();
    return Bite.of(rows.size(), last, rows.size() < CHUNK);
  }

  private static void told(SqlConnection db, Campaign held, int due, List<Integer> members) {
    var values =
        Tuple.tuple()
            .addString(held.institution())
            .addInteger(held.number())
            .addArrayOfInteger(members.toArray(Integer[]::new))
            .addShort((short) due);
    db.preparedQuery(TOLD).execute(values).await();
  }

  private static Stream<Mail> mail(Order order, Campaign held, Terms rules, Row row) {
    return Mail.notice(
        order.institution(), rules, Kind.SWAP_REMINDER, row.getString("registered_mail"))
        .map(mail ->
            mail.about(row.getString("contract"), row.getString("user_id"))
                .serial(row.getString("new_serial"))
                .previousSerial(row.getString("old_serial"))
                .oldUntil(held.oldUntil()))
        .stream();
  }
}
