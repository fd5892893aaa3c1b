package dev.kagimori.staff;

import dev.kagimori.audit.Source;
import dev.kagimori.database.Writes;
import dev.kagimori.http.Answer;
import dev.kagimori.http.FieldError;
import dev.kagimori.http.Problem;
import dev.kagimori.http.ProblemCode;
import dev.kagimori.institution.TermsStore;
import dev.kagimori.institution.Times;
import dev.kagimori.institution.UserStore;
import dev.kagimori.keyring.Keyring;
import dev.kagimori.mail.Outbox;
import dev.kagimori.registration.Custody;
import dev.kagimori.stock.Allocation;
import dev.kagimori.stock.Shelf;
import dev.kagimori.token.Decision;
import dev.kagimori.token.Owner;
import dev.kagimori.token.SerialNumber;
import dev.kagimori.token.Token;
import dev.kagimori.token.TokenState;
import dev.kagimori.token.TokenStore;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlClient;
import java.time.Instant;
import java.util.Optional;

/** Does acts, in a transaction that is under way, each in the one place that decides on it. */
final class Acting {
  private final Custody custody;
  private final Allocation allocation;
  private final Shelf shelf;
  private final TermsStore terms;
  private final SeedExportDesk seedExport;
  private final UserStore users = new UserStore();

  Acting(Pool pool, TermsStore terms, Keyring keyring) {
    this.terms = terms;
    custody = new Custody(pool, terms, keyring);
    allocation = new Allocation(pool, terms);
    shelf = new Shelf(terms, new Outbox(keyring));
    seedExport = new SeedExportDesk(pool, keyring);
  }

  /**
   * Who does an act, and when.
   *
   * @param approval what the audit is told of the approval; empty: none was needed
   */
  record Occasion(String institution, Source source, JsonObject approval, Instant now) {}

  /** Decides and saves; what comes of it is audited, refusals too. */
  Answer act(SqlClient db, Writes writes, Act act, Occasion occasion) {
    var details = act.details().mergeIn(occasion.approval);
    return switch (act) {
      case Act.Suspend(Owner whose, _) ->
          told(custody.one(db, order(Custody.Act.SUSPEND, details, occasion), whose));
      case Act.Unlock(Owner whose, _, _) ->
          told(custody.one(db, order(Custody.Act.UNLOCK, details, occasion), whose));
      case Act.Revoke(Owner whose, _, _) ->
          told(custody.one(db, order(Custody.Act.REVOKE, details, occasion), whose));
      case Act.LiftStarts(Owner whose, _) ->
          told(
              custody.liftStarts(
                  db, writes, occasion.institution, whose, occasion.source, details, occasion.now));
      case Act.Reissue(Owner whose, SerialNumber serial, _, _) ->
          reissue(db, whose, serial, details, occasion);
      case Act.Allocate(SerialNumber serial, Owner whose) ->
          told(
              allocation.allocate(
                  db, occasion.institution, serial, whose, occasion.source, details, occasion.now));
      case Act.PutBack(SerialNumber serial, var to, _) ->
          putBack(shelf.putBack(db, writes, handling(serial, details, occasion), to));
      case Act.ExportSeeds export -> seedExport.grant(db, writes, export, details, occasion);
    };
  }

  /** The fob first: where it can't be had, the old token stays as it is. */
  private Answer reissue(
      SqlClient db, Owner whose, SerialNumber serial, JsonObject details, Occasion occasion) {
    users.lock(db, occasion.institution, whose.contract(), whose.user()).await();
    if (!isRegistered(db, occasion, whose)) return told(new Custody.Outcome.NoToken());
    var closed = closed(serial, occasion);
    if (closed.isPresent()) return closed.get();
    var outcome =
        allocation.allocate(
            db, occasion.institution, serial, whose, occasion.source, details, occasion.now);
    return outcome instanceof Allocation.Outcome.Allocated
        ? told(custody.one(db, order(Custody.Act.REVOKE, details, occasion), whose))
        : told(outcome);
  }

  /** Who approves has no branch to mend: it was closed since it was asked for. */
  private static Answer putBack(Shelf.Outcome outcome) {
    return outcome instanceof Shelf.Outcome.UnknownBranch
        ? new Answer.Refused(Problem.of(ProblemCode.WRONG_STATE, "branch").with("state", "CLOSED"))
        : told(outcome);
  }

  /** Spares a second person what is plainly not to be done; empty: it may well be. */
  Optional<Answer> refusal(SqlClient db, Act act, Occasion occasion) {
    return switch (act) {
      case Act.PutBack(SerialNumber serial, var to, _) ->
          shelf.refusal(db, handling(serial, act.details(), occasion), to).map(Acting::told);
      case Act.Allocate(SerialNumber serial, Owner whose) ->
          unavailable(db, serial, whose, act, occasion);
      case Act.Reissue(Owner whose, SerialNumber serial, _, _) -> {
        var unavailable = unavailable(db, serial, whose, act, occasion);
        if (unavailable.isPresent()) yield unavailable;
        yield isRegistered(db, occasion, whose)
            ? closed(serial, occasion)
            : Optional.of(told(new Custody.Outcome.NoToken()));
      }
      case Act.Suspend _, Act.Unlock _, Act.LiftStarts _, Act.Revoke _, Act.ExportSeeds _ ->
          Optional.empty();
    };
  }

  private Optional<Answer> unavailable(
      SqlClient db, SerialNumber serial, Owner whose, Act act, Occasion occasion) {
    return allocation
        .refusal(
            db, occasion.institution, serial, whose, occasion.source, act.details(), occasion.now)
        .map(Acting::told);
  }

  /** Its user has to start it anew, and would be left without any token (E9). */
  private Optional<Answer> closed(SerialNumber serial, Occasion occasion) {
    return terms
        .at(occasion.institution, occasion.now)
        .make(serial.value())
        .filter(make -> !make.start().contains(occasion.now))
        .map(make ->
            new Answer.Refused(
                Problem.ruled(ProblemCode.MAKE_CLOSED, "makes." + make.prefix() + ".start")));
  }

  private static boolean isRegistered(SqlClient db, Occasion occasion, Owner whose) {
    return TokenStore.ofOwner(db, occasion.institution, whose).stream()
        .anyMatch(token -> token.state() == TokenState.IN_USE);
  }

  /** Marks a fob as handed to the post. */
  Answer ship(SqlClient db, SerialNumber serial, Occasion occasion) {
    var outcome = shelf.ship(db, handling(serial, new JsonObject(), occasion));
    return outcome instanceof Shelf.Outcome.Done(_, Instant at)
        ? Answer.ok(done().put("shippedAt", Times.text(at)))
        : told(outcome);
  }

  private static Custody.Order order(Custody.Act act, JsonObject details, Occasion occasion) {
    return new Custody.Order(
        act, Custody.By.STAFF, occasion.institution, occasion.source, details, occasion.now);
  }

  private static Shelf.Handling handling(
      SerialNumber serial, JsonObject details, Occasion occasion) {
    return new Shelf.Handling(occasion.institution, serial, occasion.source, details, occasion.now);
  }

  private static Answer told(Custody.Outcome outcome) {
    return switch (outcome) {
      case Custody.Outcome.Done() -> Answer.ok(done());
      case Custody.Outcome.UnknownUser() -> Answer.refused(ProblemCode.NOT_FOUND);
      case Custody.Outcome.NoToken() ->
          new Answer.Refused(
              Problem.of(ProblemCode.NOT_REGISTERED).with("state", "NOT_REGISTERED"));
      case Custody.Outcome.Refused(Token token, Decision.Reason reason) -> refused(token, reason);
    };
  }

  private static Answer told(Allocation.Outcome outcome) {
    return switch (outcome) {
      case Allocation.Outcome.Allocated _ -> Answer.ok(done());
      case Allocation.Outcome.UnknownUser _, Allocation.Outcome.UnknownSerial _ ->
          Answer.refused(ProblemCode.NOT_FOUND);
      case Allocation.Outcome.Refused(Token token, Decision.Reason reason) ->
          refused(token, reason);
    };
  }

  private static Answer told(Shelf.Outcome outcome) {
    return switch (outcome) {
      case Shelf.Outcome.Done _ -> Answer.ok(done());
      case Shelf.Outcome.UnknownSerial() -> Answer.refused(ProblemCode.NOT_FOUND);
      case Shelf.Outcome.UnknownBranch _ ->
          new Answer.Refused(
              FieldError.malformed(FieldError.body("/branch", FieldError.Reason.NO_SUCH_BRANCH)));
      case Shelf.Outcome.Refused(Token token, Decision.Reason reason) -> refused(token, reason);
    };
  }

  /** The error names the token's present state, as every arrow that is not drawn does. */
  private static Answer refused(Token token, Decision.Reason reason) {
    var problem =
        switch (reason) {
          case REPLACE_TOKEN -> Problem.of(ProblemCode.REPLACE_TOKEN);
          case NOT_REUSABLE -> Problem.ruled(ProblemCode.WRONG_STATE, "fobReuse");
          case WRONG,
              REPLAYED,
              NEXT_CODE_NEEDED,
              SUSPENDED,
              EXPIRED,
              WRONG_STATE,
              NOT_THEIRS,
              MAKE_CLOSED,
              UNKNOWN_MAKE,
              WRONG_KIND,
              NOT_CHECKED,
              NOT_RENEWABLE,
              UNKNOWN_SERIAL,
              SEED_UNUSABLE ->
              Problem.of(ProblemCode.WRONG_STATE);
        };
    return new Answer.Refused(
        problem.with("state", token.state().name()).with("reason", reason.name()));
  }

  private static JsonObject done() {
    return new JsonObject().put("result", "DONE");
  }
}
