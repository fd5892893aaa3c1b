package dev.kagimori.station.desk;

import dev.kagimori.otp.OneTimeCode;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was read from one fob, as the service is told of it. Holds codes: no toString.
 *
 * @param code that its display showed; null: none
 * @param fobTime by the fob's clock, right after it showed the code
 * @param readNanos when that was, by {@link System#nanoTime}
 */
record Sighting(
    String serial,
    JsonObject reading,
    @Nullable OneTimeCode code,
    @Nullable Instant fobTime,
    long readNanos) {
  @Override
  public String toString() {
    return "Sighting(" + serial + ")";
  }
}
