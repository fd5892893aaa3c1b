package dev.kagimori.verification;

import dev.kagimori.audit.AuditLog;
import dev.kagimori.audit.Entry;
import dev.kagimori.audit.Entry.Action;
import dev.kagimori.audit.Source;
import dev.kagimori.database.Tx;
import dev.kagimori.http.Answer;
import dev.kagimori.http.Call;
import dev.kagimori.http.Problem;
import dev.kagimori.http.ProblemCode;
import dev.kagimori.http.ProblemException;
import dev.kagimori.institution.Terms;
import dev.kagimori.institution.TermsStore;
import dev.kagimori.keyring.Keyring;
import dev.kagimori.token.Command;
import dev.kagimori.token.Decision;
import dev.kagimori.token.Judge;
import dev.kagimori.token.LifeCycle;
import dev.kagimori.token.StoredToken;
import dev.kagimori.token.Token;
import dev.kagimori.token.TokenFields;
import dev.kagimori.token.TokenStore;
import dev.kagimori.verification.Result.Kind;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Verifies codes of registered tokens (rules 1 to 9). */
public final class Verifier {
  /** For so long a code is judged anew when others were faster on the same token. */
  private static final Duration PATIENCE = Duration.ofSeconds(8);

  private record Seen(Optional<Attempt.First> first, Optional<RegisteredToken> registered) {}

  /** Another request was faster; nothing was written. */
  private static final class Overtaken extends RuntimeException {
    private static final long serialVersionUID = 1;

    Overtaken() {
      super(null, null, false, false);
    }
  }

  private final Pool pool;
  private final Keyring keyring;
  private final Judge judge;
  private final TermsStore terms;
  private final InstantSource clock;

  public Verifier(Pool pool, Keyring keyring, TermsStore terms, InstantSource clock) {
    this.pool = pool;
    this.keyring = keyring;
    judge = new Judge(keyring);
    this.terms = terms;
    this.clock = clock;
  }

  Answer verify(Call call) {
    TokenFields.code(call);
    TokenFields.nextCode(call);
    var attempt = Attempt.of(call, keyring);
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      var answer = judge(call, attempt);
      if (answer.isPresent()) return answer.get();
    }
    throw new ProblemException(ProblemCode.OVERLOADED);
  }

  /** Empty when the token, or the attempt, is no more what it was when it was read. */
  private Optional<Answer> judge(Call call, Optional<Attempt> attempt) {
    var now = clock.instant();
    var caller = call.caller();
    var seen =
        Tx.reading(
            pool,
            db ->
                new Seen(
                    attempt.flatMap(a -> a.first(db, now)),
                    RegisteredToken.of(
                        db, caller.institution(), call.path("contract"), call.path("user"))));
    call.deadline().check();
    if (seen.first().isPresent()) return Optional.of(again(seen.first().get()));
    if (seen.registered().isEmpty()) return Optional.of(Answer.refused(ProblemCode.NOT_FOUND));
    var stored = seen.registered().get().stored();
    var entry = entry(call, now);
    if (stored == null) {
      var result = new Result(Kind.NOT_REGISTERED, null, null, now);
      return write(attempt, null, null, entry.refused(Kind.NOT_REGISTERED.name()), result);
    }
    var rules = terms.at(caller.institution(), now);
    var decision = decide(call, stored, rules, now);
    var before = stored.token();
    var told = entry.serial(before.serial().value());
    return switch (decision) {
      case Decision.Done(Token after) ->
          write(
              attempt,
              before,
              decision,
              told.with("step", after.lastStep()),
              new Result(Kind.ACCEPTED, null, before.failuresSinceAccepted(), now));
      case Decision.Refused(Token _, Decision.Reason reason)
          when reason == Decision.Reason.WRONG_STATE ->
          Optional.empty(); // stopped since the registration was read
      case Decision.Refused(Token _, Decision.Reason reason)
          when reason == Decision.Reason.SEED_UNUSABLE ->
          Optional.of(unusable(told.refused(reason.name())));
      case Decision.Refused(Token after, Decision.Reason reason) ->
          write(
              attempt,
              before,
              decision,
              told.refused(reason.name()),
              refused(after, reason, rules, now));
    };
  }

  private static Answer again(Attempt.First first) {
    return first.same()
        ? Answer.ok(Result.repeated(first.answer()))
        : new Answer.Refused(Problem.of(ProblemCode.IDEMPOTENCY_MISMATCH, "reference"));
  }

  private Decision decide(Call call, StoredToken stored, Terms rules, Instant now) {
    return judge.decide(
        call.caller().institution(),
        stored,
        TokenFields.code(call),
        TokenFields.nextCode(call),
        Command.Verify::new,
        rules,
        now);
  }

  /** Nothing was judged, so it is no result; no other code helps, only another token. */
  private Answer unusable(Entry entry) {
    Tx.statement(pool, db -> AuditLog.append(db, entry).await());
    return Answer.refused(ProblemCode.REPLACE_TOKEN);
  }

  private static Result refused(Token after, Decision.Reason reason, Terms rules, Instant now) {
    int left = LifeCycle.triesLeft(after, rules);
    return switch (reason) {
      case WRONG -> new Result(Kind.WRONG, left, null, now);
      case REPLAYED -> new Result(Kind.REPLAYED, left, null, now);
      case NEXT_CODE_NEEDED -> new Result(Kind.NEXT_CODE_NEEDED, left, null, now);
      case SUSPENDED -> new Result(Kind.SUSPENDED, null, null, now);
      case EXPIRED -> new Result(Kind.EXPIRED, null, null, now);
      case WRONG_STATE,
          NOT_THEIRS,
          NOT_REUSABLE,
          MAKE_CLOSED,
          UNKNOWN_MAKE,
          REPLACE_TOKEN,
          WRONG_KIND,
          UNKNOWN_SERIAL,
          SEED_UNUSABLE ->
          throw new IllegalStateException("verifying a code does not end in " + reason);
    };
  }

  /** One statement, or one transaction where the answer is to be kept. */
  private Optional<Answer> write(
      Optional<Attempt> attempt,
      @Nullable Token before,
      @Nullable Decision decision,
      Entry entry,
      Result result) {
    var answer = result.toJson();
    try {
      if (attempt.isEmpty()) Tx.statement(pool, db -> save(db, before, decision, entry));
      else Tx.in(pool, db -> keep(db, attempt.get(), before, decision, entry, answer));
      return Optional.of(Answer.ok(answer));
    } catch (Overtaken e) {
      return Optional.empty();
    }
  }

  private static boolean keep(
      SqlClient db,
      Attempt attempt,
      @Nullable Token before,
      @Nullable Decision decision,
      Entry entry,
      JsonObject answer) {
    save(db, before, decision, entry);
    if (!attempt.keep(db, answer, entry.at())) throw new Overtaken();
    return true;
  }

  private static boolean save(
      SqlClient db, @Nullable Token before, @Nullable Decision decision, Entry entry) {
    if (before == null || decision == null || !decision.changes(before))
      AuditLog.append(db, entry).await();
    else if (!TokenStore.save(db, before, decision.token(), entry).await()) throw new Overtaken();
    return true;
  }

  private static Entry entry(Call call, Instant now) {
    var caller = call.caller();
    var source = new Source(caller.client(), caller.address(), caller.requestId());
    return Entry.of(
            caller.institution(),
            now,
            source,
            Action.VERIFY,
            call.path("contract"),
            call.path("user"))
        .operation(call.body().getString("operation"));
  }
}
