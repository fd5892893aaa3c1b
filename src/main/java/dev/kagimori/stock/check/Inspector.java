package dev.kagimori.stock.check;

import dev.kagimori.institution.Terms;
import dev.kagimori.keyring.Keyring;
import dev.kagimori.otp.OneTimeCode;
import dev.kagimori.otp.Window;
import dev.kagimori.stock.check.Finding.Reason;
import dev.kagimori.stock.check.Finding.Result;
import dev.kagimori.token.Command;
import dev.kagimori.token.Decision;
import dev.kagimori.token.Inspection;
import dev.kagimori.token.Judge;
import dev.kagimori.token.LifeCycle;
import dev.kagimori.token.StoredToken;
import dev.kagimori.token.Token;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says of one held fob what is to be made of what the desk read from it. */
final class Inspector {
  private final Judge judge;

  Inspector(Keyring keyring) {
    judge = new Judge(keyring);
  }

  /** A decision on a fob, and the fob that it was made on. */
  record Decided(Token before, Decision decision) {}

  /**
   * What was found.
   *
   * @param decided empty where the books don't know the fob
   * @param refusal what the audit calls the refusal; empty: it was judged
   * @param details for audit and ledger
   */
  record Inspected(
      Finding finding, Optional<Decided> decided, Optional<String> refusal, JsonObject details) {
    /** Whether the fob is checked or defective now by what was read. */
    boolean isJudged() {
      return finding.result() == Result.CHECKED || finding.result() == Result.DEFECTIVE;
    }
  }

  static Inspected unknown(Measured fob) {
    var finding = new Finding(fob.serial(), Result.UNKNOWN, null, null);
    return new Inspected(
        finding, Optional.empty(), Optional.of("UNKNOWN_SERIAL"), details(fob, finding));
  }

  Inspected inspect(
      String institution,
      StoredToken stored,
      Measured fob,
      long driftMax,
      Terms rules,
      Instant now) {
    var before = stored.token();
    var code = fob.code();
    var decision =
        code == null || fob.dark() != null
            ? LifeCycle.decide(before, new Command.Condemn(), rules, now)
            : judge.decide(
                institution,
                stored,
                code,
                fob.next(),
                presented -> new Command.Check(presented, !fob.isLow(), driftMax),
                rules,
                now);
    var finding = finding(fob, code, decision);
    var details = details(fob, finding);
    var after = decision.token();
    if (after.lastStep() > before.lastStep())
      details.put("step", after.lastStep()).put("driftSeconds", after.driftSeconds());
    return new Inspected(
        finding, Optional.of(new Decided(before, decision)), refusal(decision), details);
  }

  private static Optional<String> refusal(Decision decision) {
    return switch (decision) {
      case Decision.Done _ -> Optional.empty();
      case Decision.Refused(_, var reason) -> Optional.of(reason.name());
    };
  }

  private static Finding finding(Measured fob, @Nullable OneTimeCode code, Decision decision) {
    return switch (decision) {
      case Decision.Done(Token after) when after.inspection() == Inspection.CHECKED ->
          new Finding(fob.serial(), Result.CHECKED, null, after);
      case Decision.Done(Token after) ->
          new Finding(fob.serial(), Result.DEFECTIVE, reason(fob, code), after);
      case Decision.Refused(Token after, Decision.Reason reason) ->
          new Finding(
              fob.serial(),
              result(reason),
              reason == Decision.Reason.WRONG ? wrong(fob) : null,
              after);
    };
  }

  private static Result result(Decision.Reason reason) {
    return switch (reason) {
      case WRONG -> Result.DEFECTIVE;
      case REPLAYED -> Result.REPLAYED;
      case NEXT_CODE_NEEDED -> Result.NEXT_CODE_NEEDED;
      case SUSPENDED -> Result.SUSPENDED;
      case SEED_UNUSABLE -> Result.SEED_UNUSABLE;
      case UNKNOWN_SERIAL -> Result.UNKNOWN;
      case WRONG_STATE,
          WRONG_KIND,
          EXPIRED,
          NOT_THEIRS,
          NOT_REUSABLE,
          MAKE_CLOSED,
          UNKNOWN_MAKE,
          REPLACE_TOKEN,
          NOT_RENEWABLE,
          NOT_CHECKED ->
          Result.NOT_IN_STOCK;
    };
  }

  /** Of a fob whose code was right, or that shows none. */
  private static Reason reason(Measured fob, @Nullable OneTimeCode code) {
    return switch (fob.dark()) {
      case EXHAUSTED -> Reason.BATTERY_EMPTY;
      case NOT_SET_UP -> Reason.NO_SEED;
      case SILENT -> Reason.SILENT;
      case null -> fob.isLow() || code == null ? Reason.BATTERY_LOW : Reason.CLOCK_OFF;
    };
  }

  /** Of a clock that is further off than any is followed, no code can be right. */
  private static Reason wrong(Measured fob) {
    var drift = fob.driftMillis();
    return drift != null && Math.abs(drift) > Window.REACH_MAX.toMillis()
        ? Reason.CLOCK_OFF
        : Reason.WRONG_SEED;
  }

  private static JsonObject details(Measured fob, Finding finding) {
    var details = Checks.measures(fob).put("result", finding.result().name());
    var reason = finding.reason();
    return reason == null ? details : details.put("reason", reason.name());
  }
}
