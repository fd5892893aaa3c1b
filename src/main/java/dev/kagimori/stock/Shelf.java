package dev.kagimori.stock;

import dev.kagimori.audit.AuditLog;
import dev.kagimori.audit.Entry;
import dev.kagimori.audit.Entry.Action;
import dev.kagimori.audit.Source;
import dev.kagimori.database.Writes;
import dev.kagimori.institution.TermsStore;
import dev.kagimori.institution.UserStore;
import dev.kagimori.mail.Kind;
import dev.kagimori.mail.Mail;
import dev.kagimori.mail.Outbox;
import dev.kagimori.token.Command;
import dev.kagimori.token.Decision;
import dev.kagimori.token.IssueStore;
import dev.kagimori.token.LifeCycle;
import dev.kagimori.token.SerialNumber;
import dev.kagimori.token.Token;
import dev.kagimori.token.TokenSheet;
import dev.kagimori.token.TokenState;
import dev.kagimori.token.TokenStore;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What is done to a fob in the hand: it is handed to the post, or comes back and is put back. */
public final class Shelf {
  /** What came of it. */
  public sealed interface Outcome {
    /**
     * It is done.
     *
     * @param at since when it is so
     */
    record Done(Token fob, Instant at) implements Outcome {}

    record UnknownSerial() implements Outcome {}

    /** The fob's state does not allow it. */
    record Refused(Token fob, Decision.Reason reason) implements Outcome {}
  }

  /**
   * One handling of a fob.
   *
   * @param details for the audit
   */
  public record Handling(
      String institution, SerialNumber serial, Source source, JsonObject details, Instant now) {
    private Movement movement(Movement.Kind kind) {
      return new Movement(institution, serial, now, kind, source.client(), details);
    }

    private Entry entry(Action action) {
      return Entry.of(institution, now, source, action).serial(serial.value()).with(details);
    }
  }

  private final TermsStore terms;
  private final Outbox outbox;
  private final UserStore users = new UserStore();

  public Shelf(TermsStore terms, Outbox outbox) {
    this.terms = terms;
    this.outbox = outbox;
  }

  /**
   * Marks an allocated fob as shipped, and tells its user (B4); one that was shipped before keeps
   * its time.
   */
  public Outcome ship(SqlClient db, Handling handling) {
    var entry = handling.entry(Action.SHIP);
    TokenStore.lock(db, handling.institution, List.of(handling.serial));
    var found = TokenSheet.of(db, handling.institution, handling.serial);
    if (found.isEmpty()) return unknown(db, entry);
    var fob = found.get().token();
    if (fob.state() != TokenState.ALLOCATED)
      return refused(db, entry, fob, Decision.Reason.WRONG_STATE);
    var before = found.get().shipped();
    if (before == null) {
      TokenStore.shipped(db, handling.institution, handling.serial, handling.now).await();
      IssueStore.shipped(db, handling.institution, handling.serial, handling.now).await();
      tell(db, handling, fob);
    }
    AuditLog.append(db, entry).await();
    return new Outcome.Done(fob, before == null ? handling.now : before);
  }

  /** Why a fob can't be put back now, audited; empty: it could be. Changes nothing. */
  public Optional<Outcome> refusal(SqlClient db, Handling handling) {
    var entry = handling.entry(Action.PUT_BACK);
    var found = TokenSheet.of(db, handling.institution, handling.serial);
    if (found.isEmpty()) return Optional.of(unknown(db, entry));
    return judge(found.get().token(), handling)
            instanceof Decision.Refused(Token fob, Decision.Reason reason)
        ? Optional.of(refused(db, entry, fob, reason))
        : Optional.empty();
  }

  /** Takes a revoked fob that was found into stock again; it goes out when it was checked anew. */
  public Outcome putBack(SqlClient db, Writes writes, Handling handling) {
    var entry = handling.entry(Action.PUT_BACK);
    var stored =
        TokenStore.lock(db, handling.institution, List.of(handling.serial)).get(handling.serial);
    if (stored == null) return unknown(db, entry);
    return switch (judge(stored.token(), handling)) {
      case Decision.Refused(Token fob, Decision.Reason reason) -> refused(db, entry, fob, reason);
      case Decision.Done(Token fob) -> {
        TokenStore.save(writes, stored.token(), fob, entry);
        Movements.add(writes, handling.movement(Movement.Kind.FOUND));
        yield new Outcome.Done(fob, handling.now);
      }
    };
  }

  private Decision judge(Token fob, Handling handling) {
    var rules = terms.at(handling.institution, handling.now);
    return LifeCycle.decide(fob, new Command.PutBack(), rules, handling.now);
  }

  private void tell(SqlClient db, Handling handling, Token fob) {
    var owner = fob.owner();
    if (owner == null) return;
    var rules = terms.at(handling.institution, handling.now);
    users
        .find(db, handling.institution, owner.contract(), owner.user())
        .flatMap(
            user -> Mail.notice(handling.institution, rules, Kind.SHIPPED, user.registeredMail()))
        .map(mail ->
            mail.about(owner.contract(), owner.user())
                .at(handling.now)
                .serial(handling.serial.value()))
        .ifPresent(mail -> outbox.add(db, List.of(mail), handling.now).await());
  }

  private static Outcome unknown(SqlClient db, Entry entry) {
    AuditLog.append(db, entry.refused("UNKNOWN_SERIAL")).await();
    return new Outcome.UnknownSerial();
  }

  private static Outcome refused(SqlClient db, Entry entry, Token fob, Decision.Reason reason) {
    AuditLog.append(db, entry.refused(reason.name())).await();
    return new Outcome.Refused(fob, reason);
  }
}
