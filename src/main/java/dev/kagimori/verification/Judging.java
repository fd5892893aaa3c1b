package dev.kagimori.verification;

import dev.kagimori.audit.Entry;
import dev.kagimori.audit.Entry.Action;
import dev.kagimori.audit.Source;
import dev.kagimori.http.Answer;
import dev.kagimori.http.Problem;
import dev.kagimori.http.ProblemCode;
import dev.kagimori.institution.Terms;
import dev.kagimori.keyring.Keyring;
import dev.kagimori.token.Change;
import dev.kagimori.token.Command;
import dev.kagimori.token.Decision;
import dev.kagimori.token.Judge;
import dev.kagimori.token.LifeCycle;
import dev.kagimori.token.StoredToken;
import dev.kagimori.token.Token;
import dev.kagimori.verification.Lookup.Found;
import dev.kagimori.verification.Result.Kind;
import java.time.Instant;

/** From what was read to a verdict (rules 1 to 9). Waits for nothing. */
final class Judging {
  /** What comes of an ask. */
  sealed interface Outcome {
    record ToWrite(Verdict verdict) implements Outcome {}

    /** There is nothing to write, so that it may be told at once. */
    record Told(Answer answer) implements Outcome {}

    /** The token left its user since it was read. */
    record Overtaken() implements Outcome {}
  }

  private final Judge judge;

  Judging(Keyring keyring) {
    judge = new Judge(keyring);
  }

  Outcome judge(Ask ask, Found found, Terms terms, Instant now) {
    if (found.first().isPresent()) return new Outcome.Told(again(found.first().get()));
    if (!found.known()) return new Outcome.Told(Answer.refused(ProblemCode.NOT_FOUND));
    var entry = entry(ask, now);
    var stored = found.stored();
    if (stored == null)
      return written(
          ask,
          Change.none(entry.refused(Kind.NOT_REGISTERED.name())),
          new Result(Kind.NOT_REGISTERED, null, null, now));
    return judge(ask, stored, entry.serial(stored.token().serial().value()), terms, now);
  }

  private Outcome judge(Ask ask, StoredToken stored, Entry entry, Terms terms, Instant now) {
    var before = stored.token();
    var decision =
        judge.decide(
            ask.asker().institution(),
            stored,
            ask.code(),
            ask.next(),
            Command.Verify::new,
            terms,
            now);
    return switch (decision) {
      case Decision.Done(Token after) ->
          written(
              ask,
              Change.of(entry.with("step", after.lastStep()), before, decision),
              new Result(Kind.ACCEPTED, null, before.failuresSinceAccepted(), now));
      case Decision.Refused(Token _, Decision.Reason reason)
          when reason == Decision.Reason.WRONG_STATE ->
          new Outcome.Overtaken();
      // nothing was judged, so it is no result; no other code helps, only another token
      case Decision.Refused(Token _, Decision.Reason reason)
          when reason == Decision.Reason.SEED_UNUSABLE ->
          new Outcome.ToWrite(
              Verdict.of(
                  ask,
                  Change.none(entry.refused(reason.name())),
                  Answer.refused(ProblemCode.REPLACE_TOKEN)));
      case Decision.Refused(Token after, Decision.Reason reason) ->
          written(
              ask,
              Change.of(entry.refused(reason.name()), before, decision),
              refused(after, reason, terms, now));
    };
  }

  private static Outcome written(Ask ask, Change change, Result result) {
    return new Outcome.ToWrite(Verdict.of(ask, change, result));
  }

  static Answer again(Attempt.First first) {
    return first.same()
        ? Answer.ok(Result.repeated(first.answer()))
        : new Answer.Refused(Problem.of(ProblemCode.IDEMPOTENCY_MISMATCH, "reference"));
  }

  private static Result refused(Token after, Decision.Reason reason, Terms terms, Instant now) {
    int left = LifeCycle.triesLeft(after, terms);
    return switch (reason) {
      case WRONG -> new Result(Kind.WRONG, left, null, now);
      case REPLAYED -> new Result(Kind.REPLAYED, left, null, now);
      case NEXT_CODE_NEEDED -> new Result(Kind.NEXT_CODE_NEEDED, left, null, now);
      case SUSPENDED -> new Result(Kind.SUSPENDED, null, null, now);
      case EXPIRED -> new Result(Kind.EXPIRED, null, null, now);
      case WRONG_STATE,
          NOT_THEIRS,
          NOT_REUSABLE,
          NOT_CHECKED,
          NOT_RENEWABLE,
          MAKE_CLOSED,
          UNKNOWN_MAKE,
          REPLACE_TOKEN,
          WRONG_KIND,
          UNKNOWN_SERIAL,
          SEED_UNUSABLE ->
          throw new IllegalStateException("verifying a code does not end in " + reason);
    };
  }

  private static Entry entry(Ask ask, Instant now) {
    var call = ask.call();
    var caller = call.caller();
    var source = new Source(caller.client(), caller.address(), caller.requestId());
    return Entry.of(
            caller.institution(),
            now,
            source,
            Action.VERIFY,
            ask.asker().contract(),
            ask.asker().user())
        .operation(call.body().getString("operation"));
  }
}
