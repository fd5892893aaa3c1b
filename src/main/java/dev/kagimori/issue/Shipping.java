package dev.kagimori.issue;

import dev.kagimori.database.Writes;
import dev.kagimori.institution.TermsStore;
import dev.kagimori.mail.Outbox;
import dev.kagimori.token.Issue;
import dev.kagimori.token.IssueStore;
import dev.kagimori.token.Owner;
import dev.kagimori.token.SerialNumber;
import io.vertx.sqlclient.SqlClient;
import java.time.Instant;

/** A fob that a user asked for is on its way (B4): the request says so, and the user is told. */
public final class Shipping {
  private final TermsStore terms;
  private final Letters letters;

  public Shipping(TermsStore terms, Outbox outbox) {
    this.terms = terms;
    letters = new Letters(outbox);
  }

  /** Marks the request that a fob was allocated for; the user is held. */
  public void tell(
      SqlClient db, Writes writes, String institution, Owner to, SerialNumber serial, Instant now) {
    for (var issue : IssueStore.openOf(db, institution, to).await())
      if (issue.state() == Issue.State.ALLOCATED && serial.equals(issue.serial()))
        IssueStore.ship(writes, issue, now);
    letters.shipped(
        new Letters.Matter(db, writes, terms.at(institution, now), institution, to, now), serial);
  }
}
