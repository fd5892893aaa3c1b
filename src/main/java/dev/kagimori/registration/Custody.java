package dev.kagimori.registration;

import dev.kagimori.audit.Entry;
import dev.kagimori.audit.Entry.Action;
import dev.kagimori.audit.Source;
import dev.kagimori.database.Tx;
import dev.kagimori.database.Work;
import dev.kagimori.database.Writes;
import dev.kagimori.institution.TermsStore;
import dev.kagimori.institution.User;
import dev.kagimori.institution.UserStore;
import dev.kagimori.token.Command;
import dev.kagimori.token.Decision;
import dev.kagimori.token.IssueStore;
import dev.kagimori.token.LifeCycle;
import dev.kagimori.token.Owner;
import dev.kagimori.token.Token;
import dev.kagimori.token.TokenStore;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlClient;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What staff do when a customer calls: suspend, unlock, revoke, let starts be tried again (E11).
 */
public final class Custody {
  /** What staff may do to a user's token: the registered one, else the one set aside. */
  public enum Act {
    SUSPEND,
    UNLOCK,
    REVOKE;

    private Command command() {
      return switch (this) {
        case SUSPEND -> new Command.Suspend();
        case UNLOCK -> new Command.Unlock();
        case REVOKE -> new Command.Revoke();
      };
    }
  }

  /** What came of it. */
  public sealed interface Outcome {
    record Done() implements Outcome {}

    record UnknownUser() implements Outcome {}

    record NoToken() implements Outcome {}

    record Refused(Token token, Decision.Reason reason) implements Outcome {}
  }

  private final Pool pool;
  private final TermsStore terms;
  private final UserStore users = new UserStore();

  public Custody(Pool pool, TermsStore terms) {
    this.pool = pool;
    this.terms = terms;
  }

  /**
   * Locks user and token, decides, saves.
   *
   * @param why for the audit: what was reported, and how the customer's identity was checked
   */
  public Outcome on(
      Act act, String institution, Owner owner, Source source, String why, Instant now) {
    return Tx.in(
        pool,
        Work.of((db, writes) ->
            lock(db, institution, owner)
                .map(user -> on(db, writes, act, user, source, why, now))
                .orElseGet(Outcome.UnknownUser::new)));
  }

  /** Lets a user try to start a token again, who failed too often (rule 7). */
  public Outcome liftStarts(
      String institution, Owner owner, Source source, String why, Instant now) {
    return Tx.in(
        pool,
        Work.of((db, writes) -> {
          Optional<User> user = lock(db, institution, owner);
          if (user.isEmpty()) return new Outcome.UnknownUser();
          users.save(writes, user.get().lifted());
          Customer.tell(writes, entry(Action.LIFT_STARTS, user.get(), source, why, now));
          return new Outcome.Done();
        }));
  }

  private Outcome on(
      SqlClient db, Writes writes, Act act, User user, Source source, String why, Instant now) {
    var owner = new Owner(user.contract(), user.user());
    var tokens = TokenStore.ofOwner(db, user.institution(), owner);
    if (tokens.isEmpty()) return new Outcome.NoToken();
    var serial = tokens.getFirst().serial();
    var stored = TokenStore.lock(db, user.institution(), List.of(serial)).get(serial);
    if (stored == null) throw new IllegalStateException("a token of a held user is gone");
    var decision =
        LifeCycle.decide(stored.token(), act.command(), terms.at(user.institution(), now), now);
    OwnToken.save(
        db,
        writes,
        stored.token(),
        decision,
        entry(Action.valueOf(act.name()), user, source, why, now).serial(serial.value()));
    return switch (decision) {
      case Decision.Refused(Token token, Decision.Reason reason) ->
          new Outcome.Refused(token, reason);
      case Decision.Done(Token token) -> {
        if (act == Act.REVOKE) {
          var _ = IssueStore.revoked(db, user.institution(), serial, now);
          RegistrationStore.openOf(db, user)
              .await()
              .ifPresent(open -> {
                RegistrationStore.end(writes, user, open, Registration.End.REVOKED, now);
                users.save(writes, user.ended(User.Ended.By.REVOCATION, now));
              });
        }
        yield new Outcome.Done();
      }
    };
  }

  private Optional<User> lock(SqlClient db, String institution, Owner owner) {
    return users.lock(db, institution, owner.contract(), owner.user()).await();
  }

  private static Entry entry(Action action, User user, Source source, String why, Instant now) {
    return Entry.of(user.institution(), now, source, action, user.contract(), user.user())
        .with("why", why);
  }
}
