package dev.kagimori.stock.intake;

import io.vertx.sqlclient.SqlClient;
import java.util.List;
import java.util.Optional;

/** What is known of an institution's imports. */
public final class Imports {
  private Imports() {}

  public static Optional<Imported> find(SqlClient db, String institution, int delivery) {
    throw new UnsupportedOperationException(institution + delivery + db);
  }

  public static Optional<Imported> find(SqlClient db, String institution, String name) {
    throw new UnsupportedOperationException(institution + name + db);
  }

  /**
   * The newest first.
   *
   * @param before numbers below it; {@link Integer#MAX_VALUE} for the first page
   * @param limit 1 to 1,000
   */
  public static List<Imported> list(SqlClient db, String institution, int before, int limit) {
    throw new UnsupportedOperationException(institution + before + db + limit);
  }

  /**
   * Records that would not do, in the file's order; the first {@link ImportReport#REJECTED_MAX} of
   * an import are kept.
   *
   * @param after positions above it; 0 for the first page
   * @param limit 1 to 1,000
   */
  public static List<Rejection> rejected(
      SqlClient db, String institution, int delivery, long after, int limit) {
    throw new UnsupportedOperationException(institution + delivery + after + limit + db);
  }
}
