package dev.kagimori.database;

import io.vertx.core.VertxException;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.TimeoutException;

/** What a failure of a statement means for what was asked (SQLSTATEs: PostgreSQL, Appendix A). */
public final class Failures {
  private static final Set<String> BUSY =
      Set.of(
          "40001", // serialization_failure
          "40P01", // deadlock_detected
          "55P03", // lock_not_available
          "57014", // query_canceled, also by statement_timeout
          "25P03", // idle_in_transaction_session_timeout
          "25P04"); // transaction_timeout

  private static final Set<String> CONSTRAINT =
      Set.of(
          "21000", // cardinality_violation: the same row twice in one INSERT … ON CONFLICT
          "23502", // not_null_violation
          "23505"); // unique_violation

  private Failures() {}

  /** A clash with another transaction that may go well when done again. */
  public static boolean isClash(Throwable failure) {
    return failure instanceof PgException e
        && ("40001".equals(e.getSqlState()) || "40P01".equals(e.getSqlState()));
  }

  /** A row that the tables do not take beside those that they have. */
  public static boolean isConstraint(Throwable failure) {
    return failure instanceof PgException e && CONSTRAINT.contains(String.valueOf(e.getSqlState()));
  }

  /** The failure of something that nothing was committed of: busy, or as it is. */
  public static Throwable undone(Throwable failure) {
    if (isLost(failure)) return new DatabaseBusy("connection to the database lost", failure);
    if (failure instanceof PgException e && isBusy(e))
      return new DatabaseBusy("database busy: " + e.getSqlState(), e);
    return failure;
  }

  /** The failure of a COMMIT, or of a write that commits itself: unknown, busy, or as it is. */
  public static Throwable sent(Throwable failure) {
    // the session can also end between the commit and its answer, so that an ending says nothing
    if (isLost(failure)) return new OutcomeUnknown("connection lost after a write", failure);
    return undone(failure);
  }

  private static boolean isBusy(PgException e) {
    var state = e.getSqlState();
    return state != null && (BUSY.contains(state) || state.startsWith("53")); // out of resources
  }

  private static boolean isLost(Throwable failure) {
    if (failure instanceof PgException e) {
      var state = e.getSqlState() == null ? "" : e.getSqlState();
      return state.startsWith("57P") || state.startsWith("08");
    }
    // the client says so of a connection whose end it has seen already
    return failure instanceof VertxException
        || failure instanceof ClosedConnectionException
        || failure instanceof ConnectionPoolTooBusyException
        || failure instanceof IOException
        || failure instanceof TimeoutException;
  }
}
