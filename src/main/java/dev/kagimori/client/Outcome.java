package dev.kagimori.client;

import io.vertx.core.json.JsonObject;
import java.time.Duration;

/** What became of one attempt. */
sealed interface Outcome {
  record Done(JsonObject body) implements Outcome {}

  record No(Refused refused) implements Outcome {}

  /**
   * It may be sent again.
   *
   * @param mayBeDone whether this attempt may have changed something
   * @param atLeast how long the service asks to wait
   */
  record Again(boolean mayBeDone, Duration atLeast, Throwable why) implements Outcome {}
}
