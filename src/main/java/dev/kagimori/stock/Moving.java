package dev.kagimori.stock;

import dev.kagimori.audit.AuditLog;
import dev.kagimori.audit.Entry.Action;
import dev.kagimori.token.SerialNumber;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lays fobs into a box, on a shelf, or sends them to another branch: those that are here. */
public final class Moving {
  private static final String MOVE =
      """
      UPDATE token
      SET branch = coalesce($3, branch),
          box = CASE WHEN $4::text IS NULL THEN box ELSE nullif($4, '') END,
          shelf = CASE WHEN $5::text IS NOT NULL THEN nullif($5, '')
                       WHEN branch IS DISTINCT FROM coalesce($3, branch) THEN NULL
                       ELSE shelf END,
          version = version + 1, batch = 0
      WHERE institution = $1 AND serial = ANY($2)
      """;

  private Moving() {}

  /** Holds the fobs, moves them and writes their movements in one statement each. */
  public static Handled move(SqlClient db, Occasion occasion, Selection selection, Destination to) {
    var entry = occasion.entry(Action.MOVE_FOBS).with(selection.toJson()).with("to", to.toJson());
    var branch = to.branch();
    if (branch != null && !Branches.isOpen(db, occasion.institution(), branch))
      return new Handled.UnknownBranch(branch).in(db, entry);
    var refusal = HeldFob.refusal(db, occasion.institution(), selection);
    if (refusal.isPresent()) return refusal.get().in(db, entry);
    var held = HeldFob.hold(db, occasion.institution(), selection);
    if (held.size() > Selection.FOBS_MAX) return new Handled.TooMany().in(db, entry);
    var rest = new Handled.Rest();
    rest.leaveUnknown(selection, held);
    var gone = Scrapping.gone(db, occasion.institution(), held);
    var moved = new ArrayList<SerialNumber>();
    var movements = new ArrayList<Movement>();
    int here = 0;
    for (var fob : held) {
      boolean isGone = gone.contains(fob.token().serial().value());
      var why = isGone ? Optional.of(Handled.Why.SCRAPPED) : fob.notHere();
      if (why.isPresent()) {
        rest.leave(fob, why.get());
        continue;
      }
      here++;
      var place = to.from(fob.place());
      if (place.equals(fob.place())) continue;
      var serial = fob.token().serial();
      moved.add(serial);
      movements.add(occasion.movement(serial, Movement.Kind.SHELVED, place.toJson()));
    }
    if (!moved.isEmpty()) {
      lay(db, occasion.institution(), moved, to);
      Movements.append(db, movements).await();
    }
    AuditLog.append(db, entry.with("fobs", moved.size())).await();
    return rest.done(here);
  }

  /** Lays fobs that are held somewhere, whose versions rise by it. */
  static void lay(SqlClient db, String institution, List<SerialNumber> serials, Destination to) {
    var values =
        Tuple.tuple()
            .addString(institution)
            .addArrayOfString(serials.stream().map(SerialNumber::value).toArray(String[]::new))
            .addString(to.branch())
            .addString(to.box())
            .addString(to.shelf());
    db.preparedQuery(MOVE).execute(values).await();
  }
}
