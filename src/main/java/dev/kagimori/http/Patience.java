package dev.kagimori.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;

/**
 * Awaits for so long and no longer. {@link Future#await(long, java.util.concurrent.TimeUnit)} is
 * not for virtual-thread contexts: a future that completes after its time-out stops the context's
 * queue for good (seen with Vert.x 5.0.12).
 */
final class Patience {
  private Patience() {}

  /** Awaits; empty when the time is up first. A failure is thrown. */
  static <T> Optional<T> await(Vertx vertx, Future<T> future, Duration within) {
    var first = Promise.<Optional<T>>promise();
    long timer = vertx.setTimer(within.toMillis(), _ -> first.tryComplete(Optional.empty()));
    future
        .onSuccess(value -> first.tryComplete(Optional.of(value)))
        .onFailure(first::tryFail)
        .onComplete(_ -> vertx.cancelTimer(timer));
    return first.future().await();
  }
}
