package dev.kagimori.proof;

import dev.kagimori.database.Failures;
import dev.kagimori.database.OutcomeUnknown;
import dev.kagimori.institution.Terms;
import dev.kagimori.token.Command;
import dev.kagimori.token.Decision;
import dev.kagimori.token.LifeCycle;
import dev.kagimori.token.Suspension;
import dev.kagimori.token.Token;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What a mutant calls instead of what it ought to. */
public final class Mistakes {
  private static final long STATUS_NANOS = 2_000_000_000;

  private record Status(@Nullable Suspension suspension, long seen) {}

  private static final Map<String, Long> USED = new ConcurrentHashMap<>();
  private static final Map<String, Status> STATUS = new ConcurrentHashMap<>();

  private Mistakes() {}

  public static Decision decideByMemory(Token token, Command command, Terms terms, Instant now) {
    var key = token.serial().value();
    long used = Math.max(token.lastStep(), USED.getOrDefault(key, Token.NO_STEP));
    var decision = LifeCycle.decide(with(token, used, token.suspension()), command, terms, now);
    if (decision instanceof Decision.Done(Token after))
      USED.merge(key, after.lastStep(), Math::max);
    return decision;
  }

  public static Decision decideByCachedStatus(
      Token token, Command command, Terms terms, Instant now) {
    var status =
        STATUS.compute(
            token.serial().value(),
            (key, seen) ->
                seen != null && System.nanoTime() - seen.seen < STATUS_NANOS
                    ? seen
                    : new Status(token.suspension(), System.nanoTime()));
    return LifeCycle.decide(with(token, token.lastStep(), status.suspension), command, terms, now);
  }

  public static boolean isClashOrLost(Throwable failure) {
    return Failures.isClash(failure)
        || failure instanceof OutcomeUnknown
        || Failures.sent(failure) instanceof OutcomeUnknown;
  }

  private static Token with(Token token, long lastStep, @Nullable Suspension suspension) {
    return new Token(
        token.serial(),
        token.kind(),
        token.totp(),
        token.state(),
        suspension,
        token.owner(),
        token.validUntil(),
        lastStep,
        token.lastAccepted(),
        token.failuresInRow(),
        token.failuresSinceAccepted(),
        token.driftSeconds(),
        token.version(),
        token.epoch(),
        token.inspection());
  }
}
