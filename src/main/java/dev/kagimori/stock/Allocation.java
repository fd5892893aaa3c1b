package dev.kagimori.stock;

import dev.kagimori.audit.AuditLog;
import dev.kagimori.audit.Entry;
import dev.kagimori.audit.Entry.Action;
import dev.kagimori.audit.Source;
import dev.kagimori.database.Tx;
import dev.kagimori.institution.TermsStore;
import dev.kagimori.institution.UserStore;
import dev.kagimori.token.Command;
import dev.kagimori.token.Decision;
import dev.kagimori.token.LifeCycle;
import dev.kagimori.token.Owner;
import dev.kagimori.token.SerialNumber;
import dev.kagimori.token.Token;
import dev.kagimori.token.TokenStore;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlClient;
import java.time.Instant;
import java.util.List;

/** Sets a fob aside for the user it is shipped to (割当, E7). */
public final class Allocation {
  /** What came of it. */
  public sealed interface Outcome {
    record Allocated(SerialNumber serial, Owner to) implements Outcome {}

    record UnknownUser(Owner to) implements Outcome {}

    record UnknownSerial(SerialNumber serial) implements Outcome {}

    /** The fob's state, or the terms, do not allow it. */
    record Refused(Token token, Decision.Reason reason) implements Outcome {}
  }

  private final Pool pool;
  private final TermsStore terms;
  private final UserStore users = new UserStore();

  public Allocation(Pool pool, TermsStore terms) {
    this.pool = pool;
    this.terms = terms;
  }

  /** Locks user and fob, decides, saves. */
  public Outcome allocate(
      String institution, SerialNumber serial, Owner to, Source source, Instant now) {
    return Tx.in(pool, db -> allocate(db, institution, serial, to, source, new JsonObject(), now));
  }

  /**
   * The same in a transaction that is under way.
   *
   * @param details for the audit
   */
  public Outcome allocate(
      SqlClient db,
      String institution,
      SerialNumber serial,
      Owner to,
      Source source,
      JsonObject details,
      Instant now) {
    var entry =
        new Entry(
            institution,
            now,
            source,
            Action.ALLOCATE,
            null,
            to.contract(),
            to.user(),
            serial.value(),
            null,
            details);
    if (users.lock(db, institution, to.contract(), to.user()).await().isEmpty()) {
      AuditLog.append(db, entry.refused("UNKNOWN_USER")).await();
      return new Outcome.UnknownUser(to);
    }
    var stored = TokenStore.lock(db, institution, List.of(serial)).get(serial);
    if (stored == null) {
      AuditLog.append(db, entry.refused("UNKNOWN_SERIAL")).await();
      return new Outcome.UnknownSerial(serial);
    }
    var decision =
        LifeCycle.decide(stored.token(), new Command.Allocate(to), terms.at(institution, now), now);
    return switch (decision) {
      case Decision.Refused(Token token, Decision.Reason reason) -> {
        AuditLog.append(db, entry.refused(reason.name())).await();
        yield new Outcome.Refused(token, reason);
      }
      case Decision.Done(Token token) -> {
        if (!TokenStore.save(db, stored.token(), token, entry).await())
          throw new IllegalStateException("a fob changed although its row was held");
        TokenStore.shipped(db, institution, serial, null).await();
        yield new Outcome.Allocated(serial, to);
      }
    };
  }
}
