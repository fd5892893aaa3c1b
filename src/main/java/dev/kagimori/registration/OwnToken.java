package dev.kagimori.registration;

import dev.kagimori.audit.Entry;
import dev.kagimori.database.Writes;
import dev.kagimori.http.Answer;
import dev.kagimori.http.Problem;
import dev.kagimori.http.ProblemCode;
import dev.kagimori.institution.Terms;
import dev.kagimori.keyring.Keyring;
import dev.kagimori.token.Command;
import dev.kagimori.token.Decision;
import dev.kagimori.token.Judge;
import dev.kagimori.token.LifeCycle;
import dev.kagimori.token.Presented;
import dev.kagimori.token.StoredToken;
import dev.kagimori.token.Token;
import dev.kagimori.token.TokenFields;
import dev.kagimori.token.TokenStore;
import java.util.function.Function;

/** The code of a user's own registered token, which opens an exchange or stops its use. */
public final class OwnToken {
  private final Judge judge;

  OwnToken(Keyring keyring) {
    judge = new Judge(keyring);
  }

  /** Decides on the held token, and saves. */
  Decision prove(
      Writes writes,
      Request request,
      StoredToken stored,
      Function<Presented, Command> command,
      Entry entry) {
    var code = TokenFields.code(request.call());
    var next = TokenFields.nextCode(request.call());
    var decision =
        judge.decide(
            request.institution(), stored, code, next, command, request.terms(), request.now());
    var before = stored.token();
    save(writes, before, decision, entry.serial(before.serial().value()));
    return decision;
  }

  /** Writes a decision on a token that this transaction holds. */
  public static void save(Writes writes, Token before, Decision decision, Entry entry) {
    var told =
        switch (decision) {
          case Decision.Done(Token after) -> entry.with("step", after.lastStep());
          case Decision.Refused(Token after, var reason) -> entry.refused(reason.name());
        };
    if (!decision.changes(before)) Customer.tell(writes, told);
    else TokenStore.save(writes, before, decision.token(), told);
  }

  /** What the token's own user is told. */
  static Answer refusal(Decision.Refused refused, Terms terms) {
    return switch (refused.reason()) {
      case WRONG -> triesLeft(ProblemCode.WRONG, refused, terms);
      case REPLAYED -> triesLeft(ProblemCode.REPLAYED, refused, terms);
      case NEXT_CODE_NEEDED -> triesLeft(ProblemCode.NEXT_CODE_NEEDED, refused, terms);
      case SUSPENDED -> Answer.refused(ProblemCode.SUSPENDED);
      case EXPIRED -> new Answer.Refused(Problem.ruled(ProblemCode.EXPIRED, "validity"));
      case SEED_UNUSABLE -> Answer.refused(ProblemCode.REPLACE_TOKEN);
      case WRONG_STATE,
          NOT_THEIRS,
          NOT_REUSABLE,
          NOT_CHECKED,
          NOT_RENEWABLE,
          MAKE_CLOSED,
          UNKNOWN_MAKE,
          REPLACE_TOKEN,
          WRONG_KIND,
          UNKNOWN_SERIAL ->
          throw new IllegalStateException("a registered token is not in use: " + refused.reason());
    };
  }

  private static Answer triesLeft(ProblemCode code, Decision.Refused refused, Terms terms) {
    int left = LifeCycle.triesLeft(refused.token(), terms);
    return new Answer.Refused(Problem.of(code).with("triesLeft", left));
  }
}
