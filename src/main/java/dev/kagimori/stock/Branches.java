package dev.kagimori.stock;

import dev.kagimori.audit.AuditLog;
import dev.kagimori.audit.Entry.Action;
import dev.kagimori.institution.Times;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** An institution's branches. The head office is there from the beginning, and stays open. */
public final class Branches {
  /** Branches that are listed. */
  public static final int LISTED_MAX = 1_000;

  private static final String ALL =
      """
      SELECT branch, name, closed_at FROM branch WHERE institution = $1 ORDER BY branch LIMIT $2
      """;

  /** Held, so that it stays open until what is moved there lies there. */
  private static final String OPEN =
      """
      SELECT 1 FROM branch WHERE institution = $1 AND branch = $2 AND closed_at IS NULL
      FOR SHARE
      """;

  private static final String KNOWN = "SELECT 1 FROM branch WHERE institution = $1 AND branch = $2";

  private static final String PUT =
      """
      INSERT INTO branch AS b (institution, branch, name, closed_at) VALUES ($1, $2, $3, $4)
      ON CONFLICT (institution, branch) DO UPDATE
      SET name = excluded.name,
          closed_at = CASE WHEN excluded.closed_at IS NULL THEN NULL
                      ELSE coalesce(b.closed_at, excluded.closed_at) END
      RETURNING branch, name, closed_at
      """;

  private Branches() {}

  public static List<Branch> all(SqlClient db, String institution) {
    var rows = db.preparedQuery(ALL).execute(Tuple.of(institution, LISTED_MAX)).await();
    return StreamSupport.stream(rows.spliterator(), false)
        .map(row ->
            new Branch(
                row.getString("branch"), row.getString("name"), Times.instant(row, "closed_at")))
        .toList();
  }

  /** Whether it is there, closed or not; awaits. */
  static boolean isKnown(SqlClient db, String institution, String branch) {
    return db.preparedQuery(KNOWN).execute(Tuple.of(institution, branch)).await().size() == 1;
  }

  /** Whether it is there and not closed; awaits. */
  public static boolean isOpen(SqlClient db, String institution, String branch) {
    return db.preparedQuery(OPEN).execute(Tuple.of(institution, branch)).await().size() == 1;
  }

  /**
   * Makes a branch, or gives one that is there another name, closes or opens it.
   *
   * @return empty: the head office is not closed
   */
  public static Optional<Branch> put(
      SqlClient db, Occasion occasion, String code, String name, boolean closed) {
    var entry = occasion.entry(Action.BRANCH).with("branch", code).with("name", name);
    if (closed && code.equals(Place.HEAD_OFFICE)) {
      AuditLog.append(db, entry.refused("HEAD_OFFICE")).await();
      return Optional.empty();
    }
    var values =
        Tuple.of(occasion.institution(), code, name, closed ? Times.column(occasion.now()) : null);
    var row = db.preparedQuery(PUT).execute(values).await().iterator().next();
    AuditLog.append(db, entry.with("closed", closed)).await();
    return Optional.of(new Branch(code, name, Times.instant(row, "closed_at")));
  }
}
