package dev.kagimori.registration;

import dev.kagimori.audit.AuditLog;
import dev.kagimori.audit.Entry;
import dev.kagimori.database.Writes;
import dev.kagimori.http.Answer;
import dev.kagimori.http.Problem;
import dev.kagimori.http.ProblemCode;
import dev.kagimori.institution.User;
import io.vertx.sqlclient.SqlClient;
import java.time.Instant;

/** Refusals that need no token, and entries that no token goes with. */
public final class Customer {
  private Customer() {}

  /** Refuses for a reason that lies with the user, and writes the entry. */
  public static Answer refuse(Writes writes, Entry entry, Problem problem) {
    tell(writes, entry.refused(problem.code().name()));
    return new Answer.Refused(problem);
  }

  /** Refuses who failed too often; the entry tells it from the suspension of a token. */
  static Answer refuseStopped(Writes writes, Entry entry) {
    tell(writes, entry.refused("STARTS_STOPPED"));
    return Answer.refused(ProblemCode.SUSPENDED);
  }

  /** Nothing is registered; awaits, to say where the user stands instead. */
  static Problem unregistered(SqlClient db, User user, Instant now) {
    return Problem.of(ProblemCode.NOT_REGISTERED).with("state", Status.name(db, user, now));
  }

  /** Writes an entry that stands alone. */
  public static void tell(Writes writes, Entry entry) {
    AuditLog.add(writes, entry);
  }
}
