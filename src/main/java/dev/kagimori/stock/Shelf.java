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
import dev.kagimori.token.Inspection;
import dev.kagimori.token.IssueStore;
import dev.kagimori.token.LifeCycle;
import dev.kagimori.token.Owner;
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
import org.jspecify.annotations.Nullable;

/**
 * What is done to a fob in the hand: it is handed to the post or to its user, is not its user's any
 * more, or comes back and is put back.
 */
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

    /** It is to be laid at a branch that is not open. */
    record UnknownBranch(String branch) implements Outcome {}

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

    private Movement movement(Movement.Kind kind, Token fob) {
      var owner = fob.owner();
      var told = details.copy();
      if (owner != null) told.put("contract", owner.contract()).put("user", owner.user());
      return new Movement(institution, serial, now, kind, source.client(), told);
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
      if (isUnfit(fob)) return refused(db, entry, fob, Decision.Reason.NOT_CHECKED);
      leaves(db, handling, handling.movement(Movement.Kind.SHIPPED, fob));
      tell(db, handling, fob);
    }
    AuditLog.append(db, entry).await();
    return new Outcome.Done(fob, before == null ? handling.now : before);
  }

  /**
   * Gives an allocated fob to its user, who is there; nobody has to be told by mail.
   *
   * @param to who stands at the counter; has to be whom it is allocated to
   */
  public Outcome handOver(SqlClient db, Handling handling, Owner to) {
    var entry = handling.entry(Action.HAND_OVER).of(to.contract(), to.user());
    TokenStore.lock(db, handling.institution, List.of(handling.serial));
    var found = TokenSheet.of(db, handling.institution, handling.serial);
    if (found.isEmpty()) return unknown(db, entry);
    var fob = found.get().token();
    if (fob.state() != TokenState.ALLOCATED || found.get().shipped() != null)
      return refused(db, entry, fob, Decision.Reason.WRONG_STATE);
    if (!to.equals(fob.owner())) return refused(db, entry, fob, Decision.Reason.NOT_THEIRS);
    if (isUnfit(fob)) return refused(db, entry, fob, Decision.Reason.NOT_CHECKED);
    leaves(db, handling, handling.movement(Movement.Kind.HANDED_OVER, fob));
    AuditLog.append(db, entry).await();
    return new Outcome.Done(fob, handling.now);
  }

  /** Takes an allocation back before the fob has left the house; who asked for one waits again. */
  public Outcome withdraw(SqlClient db, Writes writes, Handling handling) {
    var entry = handling.entry(Action.WITHDRAW_FOB);
    var stored =
        TokenStore.lock(db, handling.institution, List.of(handling.serial)).get(handling.serial);
    if (stored == null) return unknown(db, entry);
    var fob = stored.token();
    boolean left =
        TokenSheet.of(db, handling.institution, handling.serial)
            .filter(sheet -> sheet.shipped() != null)
            .isPresent();
    var rules = terms.at(handling.institution, handling.now);
    return switch (LifeCycle.decide(fob, new Command.Withdraw(), rules, handling.now)) {
      case Decision.Refused(Token token, Decision.Reason reason) ->
          refused(db, entry, token, reason);
      case Decision.Done(Token token) -> {
        if (left) yield refused(db, entry, fob, Decision.Reason.WRONG_STATE);
        IssueStore.reopened(db, handling.institution, List.of(handling.serial)).await();
        TokenStore.save(writes, fob, token, entry);
        Movements.add(writes, handling.movement(Movement.Kind.WITHDRAWN, fob));
        yield new Outcome.Done(token, handling.now);
      }
    };
  }

  private static void leaves(SqlClient db, Handling handling, Movement movement) {
    TokenStore.shipped(db, handling.institution, handling.serial, handling.now).await();
    IssueStore.shipped(db, handling.institution, handling.serial, handling.now).await();
    Movements.append(db, List.of(movement)).await();
  }

  /** What was found defective after it was set aside does not go out. */
  private static boolean isUnfit(Token fob) {
    return fob.inspection() == Inspection.DEFECTIVE || fob.inspection() == Inspection.RECHECK;
  }

  /**
   * Why a fob can't be put back now, audited; empty: it could be. Changes nothing.
   *
   * @param to as for {@link #putBack}
   */
  public Optional<Outcome> refusal(SqlClient db, Handling handling, @Nullable Destination to) {
    var entry = handling.entry(Action.PUT_BACK);
    if (isNowhere(db, handling, to)) return Optional.of(unknownBranch(db, entry, to));
    var found = TokenSheet.of(db, handling.institution, handling.serial);
    if (found.isEmpty()) return Optional.of(unknown(db, entry));
    return judge(found.get().token(), handling)
            instanceof Decision.Refused(Token fob, Decision.Reason reason)
        ? Optional.of(refused(db, entry, fob, reason))
        : Optional.empty();
  }

  /**
   * Takes a revoked fob that was found into stock again; it goes out when it was checked anew.
   *
   * @param to where it is laid; null: where the books have it
   */
  public Outcome putBack(SqlClient db, Writes writes, Handling handling, @Nullable Destination to) {
    var entry = handling.entry(Action.PUT_BACK);
    if (isNowhere(db, handling, to)) return unknownBranch(db, entry, to);
    var stored =
        TokenStore.lock(db, handling.institution, List.of(handling.serial)).get(handling.serial);
    if (stored == null) return unknown(db, entry);
    return switch (judge(stored.token(), handling)) {
      case Decision.Refused(Token fob, Decision.Reason reason) -> refused(db, entry, fob, reason);
      case Decision.Done(Token fob) -> {
        if (to != null) {
          Moving.lay(db, handling.institution, List.of(handling.serial), to);
          yield putBack(db, writes, handling, null); // as the row is now
        }
        TokenStore.save(writes, stored.token(), fob, entry);
        Movements.add(writes, handling.movement(Movement.Kind.FOUND));
        yield new Outcome.Done(fob, handling.now);
      }
    };
  }

  private static boolean isNowhere(SqlClient db, Handling handling, @Nullable Destination to) {
    var branch = to == null ? null : to.branch();
    return branch != null && !Branches.isOpen(db, handling.institution, branch);
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

  private static Outcome unknownBranch(SqlClient db, Entry entry, @Nullable Destination to) {
    AuditLog.append(db, entry.refused("UNKNOWN_BRANCH")).await();
    var branch = to == null ? null : to.branch();
    return new Outcome.UnknownBranch(branch == null ? "" : branch);
  }

  private static Outcome refused(SqlClient db, Entry entry, Token fob, Decision.Reason reason) {
    AuditLog.append(db, entry.refused(reason.name())).await();
    return new Outcome.Refused(fob, reason);
  }
}
