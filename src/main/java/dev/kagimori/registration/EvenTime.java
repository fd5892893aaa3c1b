package dev.kagimori.registration;

import dev.kagimori.http.Answer;
import dev.kagimori.http.Problem;
import dev.kagimori.http.ProblemCode;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Lets refusals of somebody who shows a new token leave at even times, so that how long one took
 * tells nothing (rule 7): a try that is charged to a token writes more than one on a serial number
 * that nobody has.
 */
final class EvenTime {
  /** Longer than a refusal takes; one that takes longer waits for the next. */
  private static final long BEAT_NANOS = Duration.ofMillis(25).toNanos();

  private final long begunNanos = System.nanoTime();

  private EvenTime() {}

  /** To be called before anything is done that depends on serial number or code. */
  static EvenTime begin() {
    return new EvenTime();
  }

  /** Awaits the next beat where serial number or code were refused; nothing is held meanwhile. */
  Answer of(Answer answer) {
    if (answer instanceof Answer.Refused(Problem problem)
        && problem.code() == ProblemCode.NOT_ACCEPTED) {
      long left = BEAT_NANOS - (System.nanoTime() - begunNanos) % BEAT_NANOS;
      Vertx.currentContext().owner().timer(left, TimeUnit.NANOSECONDS).await();
    }
    return answer;
  }
}
