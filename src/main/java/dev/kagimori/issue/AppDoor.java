package dev.kagimori.issue;

import dev.kagimori.database.Tx;
import dev.kagimori.http.Answer;
import dev.kagimori.http.Call;
import dev.kagimori.http.FieldError;
import dev.kagimori.http.FieldError.Reason;
import dev.kagimori.http.Problem;
import dev.kagimori.http.ProblemCode;
import dev.kagimori.http.ProblemException;
import dev.kagimori.institution.Institutions;
import dev.kagimori.institution.Terms;
import dev.kagimori.institution.TermsStore;
import dev.kagimori.issue.Throttle.Counter;
import dev.kagimori.issue.Throttle.Scope;
import dev.kagimori.keyring.Keyring;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * What every call of the phone app begins with, before anything costly: the service ID, which says
 * under whose terms; the app's version; the phone's clock; and the throttle.
 */
final class AppDoor {
  private static final int SERVICE_ID = 8;

  private final Pool pool;
  private final Keyring keyring;
  private final TermsStore terms;
  private final Throttle throttle;
  private final InstantSource clock;

  AppDoor(Pool pool, Keyring keyring, TermsStore terms, Throttle throttle, InstantSource clock) {
    this.pool = pool;
    this.keyring = keyring;
    this.terms = terms;
    this.throttle = throttle;
    this.clock = clock;
  }

  /**
   * Lets the call into its institution, and tells with whatever it refuses whom to call (A13) and
   * where the list of supported phones is; awaits.
   *
   * @param unknown what is told where there is no such institution: S0A1 or S0B1
   */
  Answer answer(Call call, ProblemCode unknown, Function<AppCall, Answer> within) {
    var asked = find(call, unknown);
    Answer answer;
    try {
      answer = within.apply(asked);
    } catch (ProblemException refused) {
      answer = new Answer.Refused(refused.problem());
    }
    return switch (answer) {
      case Answer.Refused(Problem problem) -> new Answer.Refused(helpful(problem, asked.terms()));
      case Answer.Done done -> done;
    };
  }

  private static Problem helpful(Problem problem, Terms terms) {
    var members = problem.members().copy().mergeIn(Help.of(terms));
    return new Problem(problem.code(), problem.about(), members);
  }

  private AppCall find(Call call, ProblemCode unknown) {
    var serviceId =
        Digits.parse(call.body().getString("serviceId"), SERVICE_ID, SERVICE_ID)
            .orElseThrow(() -> malformed("serviceId", Reason.SERVICE_ID));
    var institution =
        Tx.reading(pool, db -> Institutions.byServiceId(db, serviceId))
            .orElseThrow(() -> new ProblemException(unknown));
    if (!keyring.isLoaded(institution)) keyring.load(institution);
    var now = clock.instant();
    return new AppCall(call, institution, serviceId, terms.at(institution, now), now);
  }

  /**
   * Refuses an app that is too old.
   *
   * @throws ProblemException {@code S0K1}
   */
  static void requireVersion(AppCall asked) {
    var version = asked.call().body().getString("appVersion");
    if (!asked.terms().app().serves(version))
      throw new ProblemException(
          Problem.ruled(ProblemCode.S0K1, "app.versionMin").with("appVersion", version));
  }

  /**
   * Refuses a phone whose clock is off, whose codes would not be accepted.
   *
   * @throws ProblemException {@code S0F1}; {@code MALFORMED} where there is no such day
   */
  static void requireClock(AppCall asked) {
    var off = Duration.between(deviceTime(asked), asked.now()).abs();
    if (off.compareTo(asked.terms().app().clockTolerance()) > 0)
      throw new ProblemException(Problem.ruled(ProblemCode.S0F1, "app.clockToleranceSeconds"));
  }

  /**
   * Charges the address, then the institution; awaits. What an address has too much of is not the
   * institution's.
   *
   * @throws ProblemException {@code RATE_LIMITED}
   */
  void charge(AppCall asked) {
    var origin = Origin.of(asked.call().caller().address());
    var address = new Counter(asked.institution(), Scope.ADDRESS, origin);
    var charged = charge(address, Throttle.ADDRESS_MAX, asked.now());
    if (charged.isEmpty()) throw full(address, asked.now());
    var all = new Counter(asked.institution(), Scope.SERVICE_ID, "");
    if (charge(all, Throttle.SERVICE_ID_MAX, asked.now()).isEmpty()
        && charged.getAsInt() > Throttle.ADDRESS_ALWAYS) throw full(all, asked.now());
  }

  private OptionalInt charge(Counter counter, int most, Instant now) {
    return Tx.statement(
        pool, db -> throttle.charge(db, counter, most, now.plus(Throttle.MINUTE), now));
  }

  private ProblemException full(Counter counter, Instant now) {
    var ends = throttle.standing(pool, counter, now).endsAt();
    return new ProblemException(limited(Duration.between(now, ends)));
  }

  /** Too many; whoever waits so long is let in again. */
  static Problem limited(Duration wait) {
    long seconds = Math.clamp(wait.plusMillis(999).toSeconds(), 1, 86_400);
    return Problem.of(ProblemCode.RATE_LIMITED).with("retryAfter", seconds);
  }

  private static Instant deviceTime(AppCall asked) {
    try {
      return OffsetDateTime.parse(asked.call().body().getString("deviceTime")).toInstant();
    } catch (DateTimeParseException e) {
      throw malformed("deviceTime", Reason.NO_SUCH_DAY);
    }
  }

  static ProblemException malformed(String field, Reason reason) {
    return new ProblemException(FieldError.malformed(FieldError.body("/" + field, reason)));
  }
}
