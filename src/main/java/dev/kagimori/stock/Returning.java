package dev.kagimori.stock;

import dev.kagimori.audit.Entry.Action;
import dev.kagimori.institution.Make.Kind;
import dev.kagimori.institution.TermsStore;
import dev.kagimori.token.Change;
import dev.kagimori.token.Command;
import dev.kagimori.token.IssueStore;
import dev.kagimori.token.LifeCycle;
import dev.kagimori.token.SerialNumber;
import dev.kagimori.token.TokenWrite;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Books in fobs that come back: from users who have done with them, whose state stays; and from the
 * post, undelivered, which go to stock and are checked before they go out again.
 */
public final class Returning {
  private static final String LAY =
      """
      UPDATE token
      SET branch = $3, box = $4, shelf = $5, shipped_at = NULL,
          inspection = CASE WHEN serial = ANY($6) AND inspection IS DISTINCT FROM 'DEFECTIVE'
                            THEN 'RECHECK' ELSE inspection END,
          version = version + 1, batch = 0
      WHERE institution = $1 AND serial = ANY($2)
      """;

  private final TermsStore terms;

  public Returning(TermsStore terms) {
    this.terms = terms;
  }

  /**
   * Books in those that may come back.
   *
   * @param to where they are laid; the branch is named
   * @param why for the audit and the ledger
   */
  public Handled bookIn(
      SqlClient db, Occasion occasion, List<SerialNumber> serials, Place to, String why) {
    var details = to.toJson().put("why", why);
    var branch = to.branch();
    if (branch == null || !Branches.isOpen(db, occasion.institution(), branch))
      return new Handled.UnknownBranch(branch == null ? "" : branch)
          .in(db, occasion.entry(Action.RETURN_FOB).with(details));
    var selection = new Selection.Serials(serials);
    var held = HeldFob.hold(db, occasion.institution(), selection);
    var rest = new Handled.Rest();
    rest.leaveUnknown(selection, held);
    var gone = Scrapping.gone(db, occasion.institution(), held);
    var changes = new ArrayList<Change>();
    var movements = new ArrayList<Movement>();
    var undelivered = new ArrayList<SerialNumber>();
    for (var fob : held) {
      var serial = fob.token().serial();
      var reason = refusal(fob, gone.contains(serial.value()));
      if (reason.isPresent()) {
        rest.leave(fob, reason.get());
        continue;
      }
      var told = details.copy();
      if (fob.isOnItsWay()) {
        undelivered.add(serial);
        told.mergeIn(addressee(fob)).put("undelivered", true);
      }
      movements.add(occasion.movement(serial, Movement.Kind.RETURNED, told));
      changes.add(change(occasion, fob, told));
    }
    if (!changes.isEmpty()) {
      var saved = TokenWrite.NOTHING_KEPT.execute(db, 0, changes, values -> values).await();
      if (saved.cardinality() != changes.size())
        throw new IllegalStateException("a fob changed although its row was held");
      lay(db, occasion.institution(), movements, to, undelivered);
      Movements.append(db, movements).await();
      IssueStore.reopened(db, occasion.institution(), undelivered).await();
    }
    return rest.done(changes.size());
  }

  private Change change(Occasion occasion, HeldFob fob, JsonObject details) {
    var entry =
        occasion.entry(Action.RETURN_FOB).serial(fob.token().serial().value()).with(details);
    if (!fob.isOnItsWay()) return Change.none(entry);
    var rules = terms.at(occasion.institution(), occasion.now());
    var decision = LifeCycle.decide(fob.token(), new Command.Undelivered(), rules, occasion.now());
    return Change.of(entry, fob.token(), decision);
  }

  private static Optional<Handled.Why> refusal(HeldFob fob, boolean gone) {
    if (fob.token().kind() != Kind.HARDWARE) return Optional.of(Handled.Why.NOT_A_FOB);
    if (gone) return Optional.of(Handled.Why.SCRAPPED);
    return switch (fob.token().state()) {
      case IN_STOCK -> Optional.of(Handled.Why.IN_STOCK);
      case IN_USE -> Optional.of(Handled.Why.IN_USE);
      case ALLOCATED -> fob.isOnItsWay() ? Optional.empty() : Optional.of(Handled.Why.NOT_SHIPPED);
      case RELEASED, REVOKED, RETIRED -> Optional.empty();
      case ISSUED, ACTIVATED -> Optional.of(Handled.Why.NOT_A_FOB);
    };
  }

  private static JsonObject addressee(HeldFob fob) {
    var owner = fob.token().owner();
    return owner == null
        ? new JsonObject()
        : new JsonObject().put("contract", owner.contract()).put("user", owner.user());
  }

  private static void lay(
      SqlClient db,
      String institution,
      List<Movement> movements,
      Place to,
      List<SerialNumber> undelivered) {
    var values =
        Tuple.tuple()
            .addString(institution)
            .addArrayOfString(
                movements.stream().map(m -> m.serial().value()).toArray(String[]::new))
            .addString(to.branch())
            .addString(to.box())
            .addString(to.shelf())
            .addArrayOfString(undelivered.stream().map(SerialNumber::value).toArray(String[]::new));
    db.preparedQuery(LAY).execute(values).await();
  }
}
