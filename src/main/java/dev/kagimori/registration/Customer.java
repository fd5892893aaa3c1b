package dev.kagimori.registration;

import dev.kagimori.audit.AuditLog;
import dev.kagimori.audit.Entry;
import dev.kagimori.http.Answer;
import dev.kagimori.http.Problem;
import dev.kagimori.http.ProblemCode;
import dev.kagimori.http.ProblemException;
import dev.kagimori.institution.User;
import dev.kagimori.institution.UserStore;
import io.vertx.sqlclient.SqlClient;

/** The user whom an operation is about, and refusals that need no token. */
final class Customer {
  private Customer() {}

  /**
   * Holds the user's row.
   *
   * @throws ProblemException {@code NOT_FOUND} when this institution has no such user
   */
  static User lock(SqlClient db, UserStore users, Request request) {
    return users
        .lock(db, request.institution(), request.contract(), request.user())
        .orElseThrow(() -> new ProblemException(Problem.of(ProblemCode.NOT_FOUND)));
  }

  /** Refuses for a reason that lies with the user, and writes the entry. */
  static Answer refuse(SqlClient db, Entry entry, Problem problem) {
    AuditLog.append(db, entry.refused(problem.code().name())).await();
    return new Answer.Refused(problem);
  }

  /** Refuses who failed too often; the entry tells it from the suspension of a token. */
  static Answer refuseStopped(SqlClient db, Entry entry) {
    AuditLog.append(db, entry.refused("STARTS_STOPPED")).await();
    return Answer.refused(ProblemCode.SUSPENDED);
  }
}
