package dev.kagimori.registration;

import dev.kagimori.audit.Entry;
import dev.kagimori.audit.Entry.Action;
import dev.kagimori.audit.Source;
import dev.kagimori.database.Tx;
import dev.kagimori.database.Work;
import dev.kagimori.database.Writes;
import dev.kagimori.institution.Terms;
import dev.kagimori.institution.TermsStore;
import dev.kagimori.institution.User;
import dev.kagimori.institution.UserStore;
import dev.kagimori.keyring.Keyring;
import dev.kagimori.mail.Kind;
import dev.kagimori.mail.Outbox;
import dev.kagimori.token.Change;
import dev.kagimori.token.Command;
import dev.kagimori.token.Decision;
import dev.kagimori.token.IssueStore;
import dev.kagimori.token.LifeCycle;
import dev.kagimori.token.Owner;
import dev.kagimori.token.SerialNumber;
import dev.kagimori.token.StoredToken;
import dev.kagimori.token.Suspension;
import dev.kagimori.token.Token;
import dev.kagimori.token.TokenStore;
import dev.kagimori.token.TokenWrite;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlClient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * What is done to users' tokens without a code: suspend, unlock, revoke, let starts be tried again
 * (E11, D6, D7). Commands, staff and master users all come here.
 */
public final class Custody {
  /** What may be done to a user's token: the registered one, else the one on its way. */
  public enum Act {
    SUSPEND,
    UNLOCK,
    REVOKE;

    private Kind notice() {
      return switch (this) {
        case SUSPEND -> Kind.SUSPENDED;
        case UNLOCK -> Kind.UNLOCKED;
        case REVOKE -> Kind.REVOKED;
      };
    }

    private Command command() {
      return switch (this) {
        case SUSPEND -> new Command.Suspend();
        case UNLOCK -> new Command.Unlock();
        case REVOKE -> new Command.Revoke();
      };
    }
  }

  /** Who lets it be done. */
  public enum By {
    STAFF,
    /** Neither lifts what staff suspended, nor gets around it by a new token (E11). */
    MASTER
  }

  /**
   * An act on one user or several.
   *
   * @param details for the audit: what was reported, how the customer's identity was checked
   */
  public record Order(
      Act act, By by, String institution, Source source, JsonObject details, Instant now) {
    private Entry entry(Owner owner) {
      var action = Action.valueOf(act.name());
      return Entry.of(institution, now, source, action, owner.contract(), owner.user())
          .with(details);
    }
  }

  /** What came of it for one user. */
  public sealed interface Outcome {
    record Done() implements Outcome {}

    record UnknownUser() implements Outcome {}

    record NoToken() implements Outcome {}

    record Refused(Token token, Decision.Reason reason) implements Outcome {}
  }

  private final Pool pool;
  private final TermsStore terms;
  private final Notices notices;
  private final UserStore users = new UserStore();

  /** The keyring has to hold the institution's keys, for the mails that tell of it. */
  public Custody(Pool pool, TermsStore terms, Keyring keyring) {
    this.pool = pool;
    this.terms = terms;
    notices = new Notices(new Outbox(keyring));
  }

  /** Staff's order on one user, in a transaction of its own. */
  public Outcome on(
      Act act, String institution, Owner owner, Source source, String why, Instant now) {
    var order = new Order(act, By.STAFF, institution, source, why(why), now);
    return Tx.in(pool, db -> one(db, order, owner));
  }

  /** {@link #all} of one user. */
  public Outcome one(SqlClient db, Order order, Owner owner) {
    return all(db, order, List.of(owner)).values().iterator().next();
  }

  /**
   * Holds users and tokens, decides on each, saves all that is done, in a transaction that is under
   * way. What is refused for one is done for the others all the same (D9).
   *
   * @param owners at most 1000; whoever is named twice counts once
   * @return for each user, in the order in which rows are held
   */
  public Map<Owner, Outcome> all(SqlClient db, Order order, Collection<Owner> owners) {
    return on(db, order, held(db, order, owners, (_, _) -> true), notices::tell);
  }

  /**
   * {@link #all} of users whose token is still the one that is meant; for others there is {@link
   * Outcome.NoToken}, also where they have exchanged it a moment ago. They were told before, and
   * are many: their mails are paced.
   */
  public Map<Owner, Outcome> these(SqlClient db, Order order, Map<Owner, SerialNumber> meant) {
    return on(
        db,
        order,
        held(db, order, meant.keySet(), (owner, serial) -> serial.equals(meant.get(owner))),
        notices::tellPaced);
  }

  /** How those are told to whom something was done. */
  private interface Telling {
    void tell(SqlClient db, Terms terms, Map<User, SerialNumber> told, Kind kind, Instant now);
  }

  private Map<Owner, Outcome> on(
      SqlClient db, Order order, Map<Owner, Subject> held, Telling telling) {
    var rules = terms.at(order.institution, order.now);
    var outcomes = new LinkedHashMap<Owner, Outcome>();
    var changes = new ArrayList<Change>();
    var revoked = new ArrayList<Subject>();
    var told = new LinkedHashMap<User, SerialNumber>();
    held.forEach((owner, subject) -> {
      var decided = decide(order, subject, rules);
      outcomes.put(owner, decided.outcome);
      changes.add(decided.change);
      if (!(decided.outcome instanceof Outcome.Done)) return;
      if (order.act == Act.REVOKE) revoked.add(subject);
      told.put(subject.user.orElseThrow(), subject.token.orElseThrow().token().serial());
    });
    var written = TokenWrite.NOTHING_KEPT.execute(db, 0, changes, values -> values).await();
    if (written.cardinality() != changes.size())
      throw new IllegalStateException("a token changed although its row was held");
    if (!revoked.isEmpty()) end(db, order, revoked);
    telling.tell(db, rules, told, order.act.notice(), order.now);
    return outcomes;
  }

  /** A user and the token that an order is about, both held. */
  private record Subject(Owner owner, Optional<User> user, Optional<StoredToken> token) {}

  private Map<Owner, Subject> held(
      SqlClient db,
      Order order,
      Collection<Owner> owners,
      BiPredicate<Owner, SerialNumber> isMeant) {
    var sorted = owners.stream().distinct().sorted(Owner.ORDER).toList();
    var found = new HashMap<Owner, User>();
    for (var user : users.lock(db, order.institution, contracts(sorted), names(sorted)))
      found.put(new Owner(user.contract(), user.user()), user);
    // when users are held, and not before
    var serials = new HashMap<>(TokenStore.firstOf(db, order.institution, sorted));
    serials.entrySet().removeIf(first -> !isMeant.test(first.getKey(), first.getValue()));
    var tokens = TokenStore.lock(db, order.institution, serials.values());
    var held = new LinkedHashMap<Owner, Subject>();
    for (var owner : sorted)
      held.put(
          owner,
          new Subject(
              owner,
              Optional.ofNullable(found.get(owner)),
              Optional.ofNullable(serials.get(owner)).map(tokens::get)));
    return held;
  }

  private static List<String> contracts(List<Owner> owners) {
    return owners.stream().map(Owner::contract).toList();
  }

  private static List<String> names(List<Owner> owners) {
    return owners.stream().map(Owner::user).toList();
  }

  private record Decided(Outcome outcome, Change change) {}

  private static Decided decide(Order order, Subject subject, Terms terms) {
    var entry = order.entry(subject.owner);
    if (subject.user.isEmpty())
      return new Decided(new Outcome.UnknownUser(), Change.none(entry.refused("UNKNOWN_USER")));
    if (subject.token.isEmpty())
      return new Decided(new Outcome.NoToken(), Change.none(entry.refused("NO_TOKEN")));
    var before = subject.token.get().token();
    var told = entry.serial(before.serial().value());
    return switch (decide(order, before, terms)) {
      case Decision.Refused(Token token, Decision.Reason reason) ->
          new Decided(new Outcome.Refused(token, reason), Change.none(told.refused(reason.name())));
      case Decision.Done done ->
          new Decided(
              new Outcome.Done(),
              Change.of(told.with("step", done.token().lastStep()), before, done));
    };
  }

  private static Decision decide(Order order, Token token, Terms terms) {
    return order.by == By.MASTER && token.suspension() == Suspension.STAFF
        ? new Decision.Refused(token, Decision.Reason.SUSPENDED)
        : LifeCycle.decide(token, order.act.command(), terms, order.now);
  }

  /**
   * Ends the registrations of tokens that were revoked, from when waiting times run (D8), and
   * issues that were under way.
   */
  private void end(SqlClient db, Order order, List<Subject> revoked) {
    var serials =
        revoked.stream()
            .flatMap(subject -> subject.token().stream())
            .map(stored -> stored.token().serial())
            .toList();
    IssueStore.revoked(db, order.institution, serials, order.now).await();
    var ended =
        RegistrationStore.endAll(
                db, order.institution, serials, Registration.End.REVOKED, order.now)
            .await();
    var their = revoked.stream().map(Subject::owner).filter(ended::contains).toList();
    var by = new User.Ended(order.now, User.Ended.By.REVOCATION);
    if (!their.isEmpty())
      users.end(db, order.institution, contracts(their), names(their), by).await();
  }

  /** Lets a user try to start a token again, who failed too often (rule 7). */
  public Outcome liftStarts(
      String institution, Owner owner, Source source, String why, Instant now) {
    return Tx.in(
        pool,
        Work.of((db, writes) -> liftStarts(db, writes, institution, owner, source, why(why), now)));
  }

  /** The same in a transaction that is under way. */
  public Outcome liftStarts(
      SqlClient db,
      Writes writes,
      String institution,
      Owner owner,
      Source source,
      JsonObject details,
      Instant now) {
    var entry =
        Entry.of(institution, now, source, Action.LIFT_STARTS, owner.contract(), owner.user())
            .with(details);
    var user = lock(db, institution, owner);
    if (user.isEmpty()) {
      Customer.tell(writes, entry.refused("UNKNOWN_USER"));
      return new Outcome.UnknownUser();
    }
    users.save(writes, user.get().lifted());
    Customer.tell(writes, entry);
    return new Outcome.Done();
  }

  private Optional<User> lock(SqlClient db, String institution, Owner owner) {
    return users.lock(db, institution, owner.contract(), owner.user()).await();
  }

  private static JsonObject why(String why) {
    return new JsonObject().put("why", why);
  }
}
