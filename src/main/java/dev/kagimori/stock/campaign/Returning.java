package dev.kagimori.stock.campaign;

import dev.kagimori.audit.AuditLog;
import dev.kagimori.institution.TermsStore;
import dev.kagimori.institution.Times;
import dev.kagimori.token.Change;
import dev.kagimori.token.Command;
import dev.kagimori.token.Decision;
import dev.kagimori.token.LifeCycle;
import dev.kagimori.token.SerialNumber;
import dev.kagimori.token.Token;
import dev.kagimori.token.TokenStore;
import dev.kagimori.token.TokenWrite;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Books old fobs in that come back, by their serials, and scraps them. */
public final class Returning {
  /** In one call. */
  public static final int MOST = 200;

  /** What came of one. */
  public enum Result {
    /** It is booked in and retired. */
    RETURNED,
    /** It was booked in before. */
    ALREADY,
    /** It is none of the campaign's old fobs. */
    NOT_IN_CAMPAIGN,
    /** Its user has not exchanged it yet: it stays as it is. */
    IN_USE,
    /** Its state does not allow it, such as when it was set aside for somebody again. */
    WRONG_STATE
  }

  private static final String MEMBERS =
      """
      SELECT m.old_serial, m.returned_at FROM campaign_member m
      WHERE m.institution = $1 AND m.campaign = $2 AND m.old_serial = ANY($3)
      """;

  private static final String RETURNED =
      """
      WITH asked AS MATERIALIZED (SELECT * FROM unnest($3::text[]) AS a (serial)),
      told AS (
        UPDATE campaign_member m SET returned_at = $4
        WHERE m.institution = $1 AND m.campaign = $2 AND m.old_serial = ANY($3))
      INSERT INTO movement (institution, serial, at, kind, by, details)
      SELECT $1, serial, $4, kind, $5, $6 FROM asked, unnest(ARRAY['RETURNED', 'SCRAPPED'])
        WITH ORDINALITY AS k (kind, n) ORDER BY serial, n
      """;

  private final TermsStore terms;

  public Returning(TermsStore terms) {
    this.terms = terms;
  }

  /**
   * Books them in, in a transaction that is under way; also of a campaign that is closed.
   *
   * @param serials at most {@link #MOST}
   * @return empty: there is no such campaign
   */
  public Optional<Map<SerialNumber, Result>> run(
      SqlClient db, Order order, List<SerialNumber> serials) {
    if (CampaignStore.lock(db, order.institution(), order.campaign()).isEmpty())
      return Optional.empty();
    var members = members(db, order, serials);
    var fobs = TokenStore.lock(db, order.institution(), members.keySet());
    var results = new LinkedHashMap<SerialNumber, Result>();
    var changes = new ArrayList<Change>();
    for (var serial : serials) {
      var fob = fobs.get(serial);
      if (results.containsKey(serial)) continue;
      if (fob == null) results.put(serial, Result.NOT_IN_CAMPAIGN);
      else if (Boolean.TRUE.equals(members.get(serial))) results.put(serial, Result.ALREADY);
      else results.put(serial, one(order, fob.token(), changes));
    }
    var written = TokenWrite.NOTHING_KEPT.execute(db, 0, changes, values -> values).await();
    if (written.cardinality() != changes.size())
      throw new IllegalStateException("a fob changed although its row was held");
    book(db, order, results);
    return Optional.of(results);
  }

  private static void book(SqlClient db, Order order, Map<SerialNumber, Result> results) {
    var booked =
        results.entrySet().stream()
            .filter(result -> result.getValue() == Result.RETURNED)
            .map(result -> result.getKey().value())
            .toArray(String[]::new);
    var values =
        Tuple.tuple()
            .addString(order.institution())
            .addInteger(order.campaign())
            .addArrayOfString(booked)
            .addOffsetDateTime(Times.column(order.now()))
            .addString(order.source().client())
            .addJsonObject(new JsonObject().put("campaign", order.campaign()));
    if (booked.length > 0) db.preparedQuery(RETURNED).execute(values).await();
    AuditLog.append(
            db, order.entry("RETURN").with("fobs", booked.length).with("shown", results.size()))
        .await();
  }

  /** By serial, whether it was booked in before. */
  private static Map<SerialNumber, Boolean> members(
      SqlClient db, Order order, List<SerialNumber> serials) {
    var key =
        Tuple.tuple()
            .addString(order.institution())
            .addInteger(order.campaign())
            .addArrayOfString(serials.stream().map(SerialNumber::value).toArray(String[]::new));
    var members = new LinkedHashMap<SerialNumber, Boolean>();
    for (var row : db.preparedQuery(MEMBERS).execute(key).await())
      members.put(
          new SerialNumber(row.getString("old_serial")),
          row.getOffsetDateTime("returned_at") != null);
    return members;
  }

  /** Only what is over for its user goes to scrap from here. */
  private Result one(Order order, Token fob, List<Change> changes) {
    return switch (fob.state()) {
      case IN_USE -> Result.IN_USE;
      case RETIRED -> Result.RETURNED;
      case RELEASED, REVOKED -> {
        var rules = terms.at(order.institution(), order.now());
        var decision = LifeCycle.decide(fob, new Command.Retire(), rules, order.now());
        if (!(decision instanceof Decision.Done)) yield Result.WRONG_STATE;
        changes.add(Change.of(order.entry("SCRAP").serial(fob.serial().value()), fob, decision));
        yield Result.RETURNED;
      }
      case IN_STOCK, ALLOCATED, ISSUED, ACTIVATED -> Result.WRONG_STATE;
    };
  }
}
