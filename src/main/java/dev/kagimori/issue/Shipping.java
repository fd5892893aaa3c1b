package dev.kagimori.issue;

import dev.kagimori.audit.Entry;
import dev.kagimori.audit.Entry.Action;
import dev.kagimori.audit.Source;
import dev.kagimori.database.Tx;
import dev.kagimori.database.Work;
import dev.kagimori.database.Writes;
import dev.kagimori.institution.TermsStore;
import dev.kagimori.institution.User;
import dev.kagimori.institution.UserStore;
import dev.kagimori.mail.Outbox;
import dev.kagimori.registration.Customer;
import dev.kagimori.token.Issue;
import dev.kagimori.token.IssueStore;
import dev.kagimori.token.Owner;
import dev.kagimori.token.SerialNumber;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlClient;
import java.time.Instant;

/** Staff send a fob to the user who asked for one (B4), and the user is told. */
public final class Shipping {
  /** What came of it. */
  public sealed interface Outcome {
    record Shipped(SerialNumber serial) implements Outcome {}

    record UnknownUser() implements Outcome {}

    /** No fob is set aside for a request of the user's that was not shipped yet. */
    record NothingToShip() implements Outcome {}
  }

  private final Pool pool;
  private final TermsStore terms;
  private final UserStore users = new UserStore();
  private final Letters letters;

  public Shipping(Pool pool, TermsStore terms, Outbox outbox) {
    this.pool = pool;
    this.terms = terms;
    letters = new Letters(outbox);
  }

  /** Locks the user, marks the issue, leaves the mail. */
  public Outcome ship(String institution, Owner to, Source source, Instant now) {
    return Tx.in(
        pool,
        Work.of((db, writes) ->
            users
                .lock(db, institution, to.contract(), to.user())
                .await()
                .map(user -> ship(db, writes, user, source, now))
                .orElseGet(Outcome.UnknownUser::new)));
  }

  private Outcome ship(SqlClient db, Writes writes, User user, Source source, Instant now) {
    var institution = user.institution();
    var to = new Owner(user.contract(), user.user());
    var entry = Entry.of(institution, now, source, Action.SHIP, to.contract(), to.user());
    for (var issue : IssueStore.openOf(db, institution, to).await()) {
      var serial = issue.serial();
      if (issue.state() != Issue.State.ALLOCATED || serial == null) continue;
      IssueStore.ship(writes, issue, now);
      Customer.tell(writes, entry.serial(serial.value()));
      letters.shipped(
          new Letters.Matter(db, writes, terms.at(institution, now), institution, to, now), serial);
      return new Outcome.Shipped(serial);
    }
    Customer.tell(writes, entry.refused("NOTHING_TO_SHIP"));
    return new Outcome.NothingToShip();
  }
}
