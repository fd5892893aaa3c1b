package dev.kagimori.client;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Sends a call, and the same again while that may help and the time lasts.
 *
 * <p>What it says at the end is true of all attempts: a refusal that was given before anybody
 * looked for an earlier attempt says nothing of an earlier attempt whose answer was lost.
 */
final class Courier {
  private static final long PAUSE_MILLIS = 100;
  private static final long PAUSE_MILLIS_MAX = 5_000;

  private final Vertx vertx;
  private final Transport transport;
  private final ClientOptions options;

  Courier(Vertx vertx, Transport transport, ClientOptions options) {
    this.vertx = vertx;
    this.transport = transport;
    this.options = options;
  }

  <T extends Record> Future<T> send(Errand errand, Class<T> answer) {
    return new Journey(errand, System.nanoTime() + options.deadline().toNanos())
        .attempt(1, false)
        .compose(json -> read(errand, answer, json));
  }

  private static <T extends Record> Future<T> read(
      Errand errand, Class<T> answer, JsonObject json) {
    try {
      return Future.succeededFuture(Wire.read(answer, json));
    } catch (Wire.Misfit e) {
      return Future.failedFuture(new Unanswered(errand, errand.endpoint().isChanging(), e));
    }
  }

  private final class Journey {
    private final Errand errand;
    private final long end;

    Journey(Errand errand, long end) {
      this.errand = errand;
      this.end = end;
    }

    private Duration left() {
      return Duration.ofNanos(end - System.nanoTime());
    }

    /**
     * The n-th attempt.
     *
     * @param open whether an attempt before may have changed something
     */
    Future<JsonObject> attempt(int number, boolean open) {
      var left = left();
      var time = left.toMillis() < 1 ? Duration.ofMillis(1) : left;
      return transport
          .once(errand, time)
          .compose(outcome ->
              switch (outcome) {
                case Outcome.Done(JsonObject body) -> Future.succeededFuture(body);
                case Outcome.No(Refused refused) ->
                    Future.failedFuture(
                        open && refused.code().isSaidAtTheDoor()
                            ? new Unanswered(errand, true, refused)
                            : refused);
                case Outcome.Again again -> again(number, open || again.mayBeDone(), again);
              });
    }

    private Future<JsonObject> again(int number, boolean open, Outcome.Again again) {
      long pause = Math.max(again.atLeast().toMillis(), 0) + pause(number);
      if (number >= options.attempts() || pause >= left().toMillis())
        return Future.failedFuture(
            !open && again.why() instanceof Refused busy
                ? busy
                : new Unanswered(errand, open, again.why()));
      return vertx.timer(pause, TimeUnit.MILLISECONDS).compose(_ -> attempt(number + 1, open));
    }
  }

  /** Growing, and not the same for all who were refused at once. */
  private static long pause(int number) {
    long most = Math.min(PAUSE_MILLIS << Math.min(number, 10), PAUSE_MILLIS_MAX);
    return ThreadLocalRandom.current().nextLong(most / 2, most + 1);
  }
}
