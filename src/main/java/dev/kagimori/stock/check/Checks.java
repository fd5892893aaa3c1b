package dev.kagimori.stock.check;

import dev.kagimori.audit.Entry;
import dev.kagimori.audit.Entry.Action;
import dev.kagimori.audit.Source;
import dev.kagimori.institution.Terms;
import dev.kagimori.institution.TermsStore;
import dev.kagimori.institution.Times;
import dev.kagimori.keyring.Keyring;
import dev.kagimori.stock.Movement;
import dev.kagimori.stock.Movements;
import dev.kagimori.token.Change;
import dev.kagimori.token.InspectionWrite;
import dev.kagimori.token.SerialNumber;
import dev.kagimori.token.StoredToken;
import dev.kagimori.token.TokenStore;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The intake check (入庫検査): what the desk read against the seeds that the makers delivered. */
public final class Checks {
  private static final String DELIVERED =
      """
      SELECT serial, delivered_at FROM token
      WHERE institution = $1 AND serial = ANY($2) AND delivered_at IS NOT NULL
      """;

  private final TermsStore terms;
  private final Inspector inspector;

  public Checks(Keyring keyring, TermsStore terms) {
    this.terms = terms;
    inspector = new Inspector(keyring);
  }

  /**
   * Judges them and saves what was found, with entries and movements.
   *
   * @param fobs each once, and each one {@linkplain Measured#tells tells} something
   * @return one for each, in their order; empty: the account has had too many checked in this
   *     minute, and nothing was done
   */
  public Optional<List<Finding>> check(
      SqlClient db, String institution, List<Measured> fobs, Source source, Instant now) {
    if (!Pace.charge(db, institution, source.client(), fobs.size(), now)) return Optional.empty();
    var serials = fobs.stream().map(Measured::serial).toList();
    var held = TokenStore.lock(db, institution, serials);
    var delivered = delivered(db, institution, serials);
    var rules = terms.at(institution, now);
    var findings = new ArrayList<Finding>(fobs.size());
    var changes = new ArrayList<Change>(fobs.size());
    var movements = new ArrayList<Movement>(fobs.size());
    for (var fob : fobs) {
      var inspected = inspect(institution, held.get(fob.serial()), fob, delivered, rules, now);
      findings.add(inspected.finding());
      var details = inspected.details();
      changes.add(change(entry(institution, source, fob, now).with(details), inspected));
      if (inspected.isJudged())
        movements.add(
            new Movement(
                institution, fob.serial(), now, Movement.Kind.CHECKED, source.client(), details));
    }
    InspectionWrite.write(db, institution, changes);
    if (!movements.isEmpty()) Movements.append(db, movements).await();
    return Optional.of(findings);
  }

  private Inspector.Inspected inspect(
      String institution,
      @Nullable StoredToken stored,
      Measured fob,
      Map<SerialNumber, Instant> delivered,
      Terms rules,
      Instant now) {
    if (stored == null) return Inspector.unknown(fob);
    long driftMax = Fitness.driftMax(delivered.get(fob.serial()), now);
    return inspector.inspect(institution, stored, fob, driftMax, rules, now);
  }

  private static Change change(Entry entry, Inspector.Inspected inspected) {
    var told = inspected.refusal().map(entry::refused).orElse(entry);
    return inspected
        .decided()
        .map(d -> Change.of(told, d.before(), d.decision()))
        .orElseGet(() -> Change.none(told));
  }

  private static Entry entry(String institution, Source source, Measured fob, Instant now) {
    return Entry.of(institution, now, source, Action.CHECK).serial(fob.serial().value());
  }

  private static Map<SerialNumber, Instant> delivered(
      SqlClient db, String institution, List<SerialNumber> serials) {
    var values = serials.stream().map(SerialNumber::value).toArray(String[]::new);
    var found = new HashMap<SerialNumber, Instant>();
    for (var row :
        db.preparedQuery(DELIVERED)
            .execute(Tuple.tuple().addString(institution).addArrayOfString(values))
            .await()) {
      var at = Times.instant(row, "delivered_at");
      if (at != null) found.put(new SerialNumber(row.getString("serial")), at);
    }
    return found;
  }

  /** What the desk measured, for audit and ledger; no code. */
  static JsonObject measures(Measured fob) {
    var details = new JsonObject();
    if (fob.driftMillis() != null) details.put("measuredDriftMillis", fob.driftMillis());
    if (fob.batteryPercent() != null) details.put("batteryPercent", fob.batteryPercent());
    if (fob.presses() != null) details.put("presses", fob.presses());
    if (fob.dark() != null) details.put("dark", fob.dark().name());
    return details;
  }
}
