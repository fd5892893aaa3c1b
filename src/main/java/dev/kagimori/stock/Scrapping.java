package dev.kagimori.stock;

import dev.kagimori.audit.Entry.Action;
import dev.kagimori.institution.Make.Kind;
import dev.kagimori.institution.Terms;
import dev.kagimori.institution.TermsStore;
import dev.kagimori.token.Change;
import dev.kagimori.token.Command;
import dev.kagimori.token.LifeCycle;
import dev.kagimori.token.SerialNumber;
import dev.kagimori.token.TokenState;
import dev.kagimori.token.TokenWrite;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Destroys fobs: they are retired, if they were not before, and lie nowhere any more. */
public final class Scrapping {
  /** Why a fob is destroyed. */
  public enum Reason {
    DEFECT,
    BATTERY,
    RECALLED,
    WORN_OUT,
    RETURNED
  }

  private static final String GONE =
      """
      SELECT DISTINCT serial FROM movement
      WHERE institution = $1 AND serial = ANY($2) AND kind = 'SCRAPPED'
      """;

  private static final String CLEAR =
      """
      UPDATE token SET box = NULL, shelf = NULL, version = version + 1, batch = 0
      WHERE institution = $1 AND serial = ANY($2) AND (box IS NOT NULL OR shelf IS NOT NULL)
      """;

  private final TermsStore terms;

  public Scrapping(TermsStore terms) {
    this.terms = terms;
  }

  /** Scraps those that are nobody's; one entry of the audit for each, in one statement. */
  public Handled scrap(
      SqlClient db, Occasion occasion, Selection selection, Reason reason, String why) {
    var details = new JsonObject().put("reason", reason.name()).put("why", why);
    var whole = occasion.entry(Action.SCRAP).with(details).with(selection.toJson());
    var refusal = HeldFob.refusal(db, occasion.institution(), selection);
    if (refusal.isPresent()) return refusal.get().in(db, whole);
    var held = HeldFob.hold(db, occasion.institution(), selection);
    if (held.size() > Selection.FOBS_MAX) return new Handled.TooMany().in(db, whole);
    var rest = new Handled.Rest();
    rest.leaveUnknown(selection, held);
    var gone = gone(db, occasion.institution(), held);
    var rules = terms.at(occasion.institution(), occasion.now());
    var changes = new ArrayList<Change>();
    var movements = new ArrayList<Movement>();
    for (var fob : held) {
      var serial = fob.token().serial();
      var left = refusal(fob, gone.contains(serial.value()));
      if (left.isPresent()) {
        rest.leave(fob, left.get());
        continue;
      }
      movements.add(occasion.movement(serial, Movement.Kind.SCRAPPED, details));
      changes.add(change(occasion, fob, details, rules));
    }
    if (!changes.isEmpty()) {
      var saved = TokenWrite.NOTHING_KEPT.execute(db, 0, changes, values -> values).await();
      if (saved.cardinality() != changes.size())
        throw new IllegalStateException("a fob changed although its row was held");
      var serials = movements.stream().map(m -> m.serial().value()).toArray(String[]::new);
      var key = Tuple.tuple().addString(occasion.institution()).addArrayOfString(serials);
      db.preparedQuery(CLEAR).execute(key).await();
      Movements.append(db, movements).await();
    }
    return rest.done(changes.size());
  }

  private static Change change(Occasion occasion, HeldFob fob, JsonObject details, Terms rules) {
    var token = fob.token();
    var entry = occasion.entry(Action.SCRAP).serial(token.serial().value()).with(details);
    return token.state() == TokenState.RETIRED
        ? Change.none(entry)
        : Change.of(
            entry, token, LifeCycle.decide(token, new Command.Retire(), rules, occasion.now()));
  }

  private static Optional<Handled.Why> refusal(HeldFob fob, boolean gone) {
    if (fob.token().kind() != Kind.HARDWARE) return Optional.of(Handled.Why.NOT_A_FOB);
    if (gone) return Optional.of(Handled.Why.SCRAPPED);
    return switch (fob.token().state()) {
      case IN_STOCK, RELEASED, REVOKED, RETIRED -> Optional.empty();
      case ALLOCATED -> Optional.of(Handled.Why.ALLOCATED);
      case IN_USE -> Optional.of(Handled.Why.IN_USE);
      case ISSUED, ACTIVATED -> Optional.of(Handled.Why.NOT_A_FOB);
    };
  }

  /**
   * The serial numbers of those that were destroyed: whatever else is done, they are left alone.
   */
  static Set<String> gone(SqlClient db, String institution, List<HeldFob> held) {
    var retired =
        held.stream()
            .filter(fob -> fob.token().state() == TokenState.RETIRED)
            .map(fob -> fob.token().serial())
            .map(SerialNumber::value)
            .toArray(String[]::new);
    if (retired.length == 0) return Set.of();
    var key = Tuple.tuple().addString(institution).addArrayOfString(retired);
    return StreamSupport.stream(db.preparedQuery(GONE).execute(key).await().spliterator(), false)
        .map(row -> row.getString("serial"))
        .collect(Collectors.toSet());
  }
}
