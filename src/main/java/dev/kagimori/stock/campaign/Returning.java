package dev.kagimori.stock.campaign;

import dev.kagimori.audit.AuditLog;
import dev.kagimori.institution.TermsStore;
import dev.kagimori.institution.Times;
import dev.kagimori.stock.Handled;
import dev.kagimori.stock.Movement;
import dev.kagimori.stock.Movements;
import dev.kagimori.stock.Occasion;
import dev.kagimori.stock.Scrapping;
import dev.kagimori.stock.Selection;
import dev.kagimori.token.SerialNumber;
import dev.kagimori.token.Token;
import dev.kagimori.token.TokenStore;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Books old fobs in that come back, by their serials, and scraps them. */
public final class Returning {
  /** In one call. */
  public static final int MOST = 200;

  /** What came of one. */
  public enum Result {
    /** It is booked in, if it was not by itself, retired and scrapped. */
    RETURNED,
    /** It was booked in before, or scrapped. */
    ALREADY,
    /** It is none of the campaign's old fobs. */
    NOT_IN_CAMPAIGN,
    /** Its user has not exchanged it yet: it stays as it is. */
    IN_USE,
    /** Its state does not allow it, such as when it was set aside for somebody again. */
    WRONG_STATE
  }

  /** By fobs that are held: what was booked in before, here or by itself, is not again. */
  private static final String MEMBERS =
      """
      SELECT m.old_serial, m.returned_at IS NOT NULL AS returned, EXISTS (
        SELECT FROM movement v
        WHERE v.institution = $1 AND v.serial = m.old_serial AND v.kind = 'RETURNED'
          AND v.at >= (
            SELECT max(r.ended_at) FROM registration r
            WHERE r.institution = $1 AND r.contract = m.contract AND r.user_id = m.user_id
              AND r.serial = m.old_serial)) AS back
      FROM campaign_member m
      WHERE m.institution = $1 AND m.campaign = $2 AND m.old_serial = ANY($3)
      """;

  private static final String RETURNED =
      """
      WITH told AS (
        UPDATE campaign_member m SET returned_at = $4
        WHERE m.institution = $1 AND m.campaign = $2 AND m.old_serial = ANY($3)
          AND m.returned_at IS NULL)
      UPDATE token t SET shipped_at = NULL, version = t.version + 1, batch = 0
      WHERE t.institution = $1 AND t.serial = ANY($3) AND t.shipped_at IS NOT NULL
      """;

  private final Scrapping scrapping;

  public Returning(TermsStore terms) {
    scrapping = new Scrapping(terms);
  }

  /**
   * Books them in, in a transaction that is under way; also of a campaign that is closed.
   *
   * @param serials at most {@link #MOST}
   * @return empty: there is no such campaign
   */
  public Optional<Map<SerialNumber, Result>> run(
      SqlClient db, Order order, List<SerialNumber> serials) {
    if (CampaignStore.find(db, order.institution(), order.campaign()).isEmpty())
      return Optional.empty();
    var fobs = TokenStore.lock(db, order.institution(), serials);
    var members = members(db, order, serials);
    var results = new LinkedHashMap<SerialNumber, Result>();
    for (var serial : serials) {
      var member = members.get(serial);
      var fob = fobs.get(serial);
      results.put(
          serial,
          member == null || fob == null
              ? Result.NOT_IN_CAMPAIGN
              : member.returned ? Result.ALREADY : result(fob.token()));
    }
    var scrapped = of(results, Result.RETURNED);
    var back = new JsonObject().put("campaign", order.campaign());
    var occasion = new Occasion(order.institution(), order.source(), order.now());
    Movements.append(
            db,
            scrapped.stream()
                .filter(serial -> !Objects.requireNonNull(members.get(serial)).back)
                .map(serial ->
                    new Movement(
                        order.institution(),
                        serial,
                        order.now(),
                        Movement.Kind.RETURNED,
                        order.source().client(),
                        back))
                .toList())
        .await();
    scrap(db, occasion, order, scrapped);
    tell(db, order, results, scrapped.size());
    return Optional.of(results);
  }

  /** As fobs are scrapped that no campaign knows of. */
  private void scrap(SqlClient db, Occasion occasion, Order order, List<SerialNumber> serials) {
    if (serials.isEmpty()) return;
    var handled =
        scrapping.scrap(
            db,
            occasion,
            new Selection.Serials(serials),
            Scrapping.Reason.RETURNED,
            "campaign " + order.campaign());
    if (!(handled instanceof Handled.Done(int fobs, _, _)) || fobs != serials.size())
      throw new IllegalStateException("a fob changed although its row was held");
  }

  /** What was scrapped before is back, too, whoever scrapped it. */
  private static void tell(
      SqlClient db, Order order, Map<SerialNumber, Result> results, int scrapped) {
    var back = new ArrayList<>(of(results, Result.RETURNED));
    back.addAll(of(results, Result.ALREADY));
    var values =
        Tuple.tuple()
            .addString(order.institution())
            .addInteger(order.campaign())
            .addArrayOfString(back.stream().map(SerialNumber::value).toArray(String[]::new))
            .addOffsetDateTime(Times.column(order.now()));
    if (!back.isEmpty()) db.preparedQuery(RETURNED).execute(values).await();
    AuditLog.append(db, order.entry("RETURN").with("fobs", scrapped).with("shown", results.size()))
        .await();
  }

  private static List<SerialNumber> of(Map<SerialNumber, Result> results, Result result) {
    return results.entrySet().stream()
        .filter(one -> one.getValue() == result)
        .map(Map.Entry::getKey)
        .toList();
  }

  /**
   * An old fob.
   *
   * @param returned whether the campaign has booked it in
   * @param back whether it was booked in since its user had done with it, by whomever
   */
  private record Old(boolean returned, boolean back) {}

  private static Map<SerialNumber, Old> members(
      SqlClient db, Order order, List<SerialNumber> serials) {
    var key =
        Tuple.tuple()
            .addString(order.institution())
            .addInteger(order.campaign())
            .addArrayOfString(serials.stream().map(SerialNumber::value).toArray(String[]::new));
    var members = new HashMap<SerialNumber, Old>();
    for (var row : db.preparedQuery(MEMBERS).execute(key).await())
      members.put(
          new SerialNumber(row.getString("old_serial")),
          new Old(row.getBoolean("returned"), row.getBoolean("back")));
    return members;
  }

  /** Only what is over for its user goes to scrap from here. */
  private static Result result(Token fob) {
    return switch (fob.state()) {
      case IN_USE -> Result.IN_USE;
      case RETIRED -> Result.ALREADY;
      case RELEASED, REVOKED -> Result.RETURNED;
      case IN_STOCK, ALLOCATED, ISSUED, ACTIVATED -> Result.WRONG_STATE;
    };
  }
}
