package dev.kagimori.stock.campaign;

import dev.kagimori.audit.AuditLog;
import dev.kagimori.database.Tx;
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
import dev.kagimori.token.SerialNumber;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Marks fobs of a campaign as handed to the post, and tells their users (B4). */
public final class Shipping {
  private static final int CHUNK = 1_000;

  /**
   * The fobs of the next members that are set aside and were not shipped, held in the order of
   * their serials.
   */
  static final String HOLD =
      """
      WITH chunk AS MATERIALIZED (
        SELECT m.member, m.contract, m.user_id, m.old_serial, m.retired_at, n.serial
        FROM campaign_member m CROSS JOIN LATERAL (
          SELECT serial FROM token t
          WHERE t.institution = $1 AND t.serial = m.new_serial AND t.state = 'ALLOCATED'
            AND t.shipped_at IS NULL AND t.owner_contract = m.contract
            AND t.owner_user = m.user_id LIMIT 1) n
        WHERE m.institution = $1 AND m.campaign = $2 AND m.member > $3
          AND m.new_serial IS NOT NULL AND ($5::text[] IS NULL OR m.new_serial = ANY($5))
        ORDER BY m.member LIMIT $4),
      sorted AS MATERIALIZED (SELECT * FROM chunk ORDER BY serial),
      held AS MATERIALIZED (
        SELECT s.*, t.version FROM sorted s CROSS JOIN LATERAL (
          SELECT version, state, shipped_at, owner_user FROM token t
          WHERE t.institution = $1 AND t.serial = s.serial AND t.state = 'ALLOCATED'
            AND t.shipped_at IS NULL AND t.owner_contract = s.contract
            AND t.owner_user = s.user_id
          FOR NO KEY UPDATE) t)
      SELECT c.member, c.contract, c.user_id, c.old_serial, c.retired_at, c.serial, h.version,
        k.registered_mail
      FROM chunk c LEFT JOIN held h ON h.member = c.member
      LEFT JOIN LATERAL (
        SELECT registered_mail FROM contract WHERE institution = $1 AND contract = c.contract
        LIMIT 1) k ON true
      ORDER BY c.member
      """;

  private static final String SHIP =
      """
      WITH asked AS MATERIALIZED (SELECT * FROM unnest($2::text[]) AS a (serial)),
      shipped AS (
        UPDATE token t SET shipped_at = $3, box = NULL, shelf = NULL, version = t.version + 1,
          batch = 0
        WHERE t.institution = $1 AND t.serial = ANY($2) RETURNING 1),
      issued AS (
        UPDATE issue i SET state = 'SHIPPED', shipped_at = $3
        WHERE i.institution = $1 AND i.serial = ANY($2) AND i.state = 'ALLOCATED'
          AND i.ended_at IS NULL RETURNING 1),
      moved AS (
        INSERT INTO movement (institution, serial, at, kind, by, details)
        SELECT $1, serial, $3, 'SHIPPED', $4, $5 FROM asked)
      SELECT count(*) AS shipped FROM shipped
      """;

  private final Pool pool;
  private final TermsStore terms;
  private final Outbox outbox;

  public Shipping(Pool pool, TermsStore terms, Outbox outbox) {
    this.pool = pool;
    this.terms = terms;
    this.outbox = outbox;
  }

  /** A fob that goes out. */
  record Fob(
      int member,
      String contract,
      String user,
      String oldSerial,
      @Nullable OffsetDateTime retiredAt,
      String serial,
      @Nullable String mail) {}

  /**
   * Ships what was not shipped yet; not what is set aside for users who have stopped meanwhile.
   *
   * @param serials of new fobs; null: all of the campaign's
   * @return where serials are given and it was not refused, {@link Outcome.Shipped}
   */
  public Outcome run(
      Order order, @Nullable List<SerialNumber> serials, Duration time, IntConsumer progress) {
    if (serials == null) return run(order, time, progress, null, new HashMap<>());
    var named = new LinkedHashSet<>(serials);
    var only = named.stream().map(SerialNumber::value).toArray(String[]::new);
    var shipped = new HashMap<Integer, List<Fob>>();
    var outcome = run(order, time, progress, only, shipped);
    if (!(outcome instanceof Outcome.Done(int fobs, boolean finished))) return outcome;
    shipped.values().stream()
        .flatMap(List::stream)
        .forEach(fob -> named.remove(new SerialNumber(fob.serial)));
    var not = Tx.reading(pool, db -> Scanned.why(db, order, named, finished));
    return new Outcome.Shipped(fobs, finished, not);
  }

  /**
   * The same.
   *
   * @param shipped gets what was shipped, by the member behind which a chunk began: a chunk that is
   *     repeated counts once
   */
  private Outcome run(
      Order order,
      Duration time,
      IntConsumer progress,
      String @Nullable [] only,
      Map<Integer, List<Fob>> shipped) {
    var rules = terms.at(order.institution(), order.now());
    return Chunks.run(
        pool,
        order,
        time,
        progress,
        (db, held, after) -> {
          var refused = refused(held);
          if (refused != null) return Bite.instead(refused);
          var next = next(db, held, only, after, CHUNK);
          var fobs = take(db, order, rules, next.held);
          if (only != null) shipped.put(after, fobs);
          return Bite.of(fobs.size(), next.last, next.seen < CHUNK);
        });
  }

  private static @Nullable Refused refused(Campaign held) {
    if (!held.is(State.ALLOCATED)) return Refused.of(Reason.WRONG_STATE, held);
    return held.paused() ? Refused.of(Reason.PAUSED, held) : null;
  }

  /** Ships those of a chunk that are on the shipping list. */
  private List<Fob> take(SqlConnection db, Order order, Terms rules, List<Fob> held) {
    var leftOver = Set.copyOf(Undoing.leftOver(db, order, held));
    var fobs = held.stream().filter(fob -> !leftOver.contains(fob)).toList();
    if (!fobs.isEmpty()) {
      ship(db, order, fobs);
      var mails =
          fobs.stream()
              .flatMap(fob ->
                  Mail.notice(order.institution(), rules, Kind.SHIPPED, fob.mail).stream()
                      .map(mail ->
                          mail.about(fob.contract, fob.user).at(order.now()).serial(fob.serial)))
              .toList();
      outbox.addPaced(db, mails, order.now());
      AuditLog.append(
              db,
              order
                  .entry("SHIP")
                  .with("fromMember", fobs.getFirst().member)
                  .with("toMember", fobs.getLast().member)
                  .with("fobs", fobs.size())
                  .with("mails", mails.size()))
          .await();
    }
    return fobs;
  }

  /**
   * A chunk of fobs.
   *
   * @param seen how many there were before they were held
   * @param last the last member looked at
   */
  record Next(List<Fob> held, int seen, int last) {}

  /** The next ones, held; who was waited for and changed them has them. */
  static Next next(
      SqlConnection db, Campaign campaign, String @Nullable [] only, int after, int most) {
    var values =
        Tuple.tuple()
            .addString(campaign.institution())
            .addInteger(campaign.number())
            .addInteger(after)
            .addInteger(most)
            .addArrayOfString(only);
    var rows = db.preparedQuery(HOLD).execute(values).await();
    int last = after;
    for (var row : rows) last = row.getInteger("member");
    var fobs =
        StreamSupport.stream(rows.spliterator(), false)
            .filter(row -> row.getLong("version") != null)
            .map(row ->
                new Fob(
                    row.getInteger("member"),
                    row.getString("contract"),
                    row.getString("user_id"),
                    row.getString("old_serial"),
                    row.getOffsetDateTime("retired_at"),
                    row.getString("serial"),
                    row.getString("registered_mail")))
            .toList();
    return new Next(fobs, rows.size(), last);
  }

  static String[] serials(List<Fob> fobs) {
    return fobs.stream().map(Fob::serial).toArray(String[]::new);
  }

  private static void ship(SqlConnection db, Order order, List<Fob> fobs) {
    var values =
        Tuple.tuple()
            .addString(order.institution())
            .addArrayOfString(serials(fobs))
            .addOffsetDateTime(Times.column(order.now()))
            .addString(order.source().client())
            .addJsonObject(new JsonObject().put("campaign", order.campaign()));
    var shipped = Chunks.write(db, SHIP, values).getLong(0);
    if (shipped != fobs.size())
      throw new IllegalStateException("a fob changed although its row was held");
  }
}
