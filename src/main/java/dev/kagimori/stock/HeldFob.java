package dev.kagimori.stock;

import dev.kagimori.institution.Make.Kind;
import dev.kagimori.institution.Times;
import dev.kagimori.token.Token;
import dev.kagimori.token.TokenState;
import dev.kagimori.token.TokenStore;
import io.vertx.sqlclient.SqlClient;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A fob whose row is held, and where it lies.
 *
 * @param left when it left the house for its user; null: it is here, or nobody wrote it down
 */
record HeldFob(Token token, Place place, @Nullable Instant left) {
  private static final String HOLD =
      "SELECT "
          + TokenStore.COLUMNS
          + """
          , t.branch, t.box, t.shelf, t.shipped_at FROM token t
          WHERE t.institution = $1 AND %s ORDER BY t.serial LIMIT %d FOR NO KEY UPDATE
          """;

  /**
   * Why a selection can't be handled; empty: it can, as far as can be told while nothing is held.
   * What is listed one by one is of a bounded length, and told one by one.
   */
  static Optional<Handled.Refused> refusal(SqlClient db, String institution, Selection selection) {
    if (selection instanceof Selection.Serials) return Optional.empty();
    // along an index, no further than it has to
    var sql =
        """
        SELECT count(*) FROM (
          SELECT FROM token t WHERE t.institution = $1 AND %s ORDER BY t.serial LIMIT %d) AS chosen
        """
            .formatted(selection.condition(), Selection.FOBS_MAX + 1);
    var rows = db.preparedQuery(sql).execute(selection.values(institution)).await();
    long fobs = rows.iterator().next().getLong(0);
    if (fobs == 0) return Optional.of(new Handled.NoneThere(selection));
    return fobs > Selection.FOBS_MAX ? Optional.of(new Handled.TooMany()) : Optional.empty();
  }

  /** In the order of their serials; one more than may be handled, where there are more. */
  static List<HeldFob> hold(SqlClient db, String institution, Selection selection) {
    var sql = HOLD.formatted(selection.condition(), Selection.FOBS_MAX + 1);
    var rows = db.preparedQuery(sql).execute(selection.values(institution)).await();
    return StreamSupport.stream(rows.spliterator(), false)
        .map(row ->
            new HeldFob(
                TokenStore.stored(row).token(), Place.from(row), Times.instant(row, "shipped_at")))
        .toList();
  }

  /** Why it can't be laid somewhere: it is not here; empty: it can. */
  Optional<Handled.Why> notHere() {
    if (token.kind() != Kind.HARDWARE) return Optional.of(Handled.Why.NOT_A_FOB);
    return switch (token.state()) {
      case IN_STOCK -> Optional.empty();
      case IN_USE -> Optional.of(Handled.Why.IN_USE);
      case ALLOCATED, RELEASED, REVOKED, RETIRED ->
          left == null ? Optional.empty() : Optional.of(Handled.Why.NOT_RETURNED);
      case ISSUED, ACTIVATED -> Optional.of(Handled.Why.NOT_A_FOB);
    };
  }

  /** Whether it came undelivered when it comes back. */
  boolean isOnItsWay() {
    return token.state() == TokenState.ALLOCATED && left != null;
  }
}
