package dev.kagimori.stock;

import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether the books know what fobs are looked for by, so that a mistyped name is not taken for an
 * empty place. Each is one look into an index.
 */
public enum Known {
  /** A branch that was registered, closed or not. */
  BRANCH,
  /** A box in which a fob lies. */
  BOX,
  /** A delivery, by its number. */
  DELIVERY;

  private static final String OF_BOX =
      "SELECT 1 FROM token WHERE institution = $1 AND box = $2 LIMIT 1";

  private static final String OF_DELIVERY =
      "SELECT 1 FROM delivery WHERE institution = $1 AND delivery = $2";

  private static final String NAMED_DELIVERY =
      "SELECT 1 FROM delivery WHERE institution = $1 AND name = $2";

  /** What is not known of that which is given; empty: all of it is. Awaits. */
  public static Optional<Known> missing(
      SqlClient db,
      String institution,
      @Nullable String branch,
      @Nullable String box,
      @Nullable Integer delivery) {
    if (branch != null && !Branches.isKnown(db, institution, branch)) return Optional.of(BRANCH);
    if (box != null && isNone(db, OF_BOX, Tuple.of(institution, box))) return Optional.of(BOX);
    return delivery != null && isNone(db, OF_DELIVERY, Tuple.of(institution, delivery))
        ? Optional.of(DELIVERY)
        : Optional.empty();
  }

  /** Whether there is a delivery of this name; awaits. */
  public static boolean isDelivery(SqlClient db, String institution, String name) {
    return !isNone(db, NAMED_DELIVERY, Tuple.of(institution, name));
  }

  private static boolean isNone(SqlClient db, String sql, Tuple key) {
    return db.preparedQuery(sql).execute(key).await().size() == 0;
  }
}
