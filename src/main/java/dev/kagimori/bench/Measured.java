package dev.kagimori.bench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * What a run of the generator came to.
 *
 * @param seconds for so long it was measured
 * @param rate answers a second, in this time, that were as they should be
 * @param latency of these from when they were due, in nanoseconds
 * @param served their latency from when they were sent
 * @param refused the latency of all others from when they were sent
 * @param outcomes how many there were of each
 * @param unexpected answers that should not have been, warm-up included
 * @param told some of them
 * @param timeline {@code rate} in each tenth of a second
 */
record Measured(
    double seconds,
    double rate,
    Histogram latency,
    Histogram served,
    Histogram refused,
    Map<Outcome, Long> outcomes,
    long unexpected,
    List<String> told,
    List<Double> timeline) {
  private static final double MILLI = 1e6;

  double p50() {
    return millis(latency, 50);
  }

  double p99() {
    return millis(latency, 99);
  }

  double p999() {
    return millis(latency, 99.9);
  }

  double max() {
    return latency.getMaxValue() / MILLI;
  }

  /** All answers a second, whatever they were. */
  double answered() {
    return outcomes.values().stream().mapToLong(count -> count).sum() / seconds;
  }

  static double millis(Histogram latency, double percentile) {
    return latency.getValueAtPercentile(percentile) / MILLI;
  }

  JsonObject toJson() {
    var counts = new JsonObject();
    outcomes.forEach((outcome, count) -> counts.put(outcome.name(), count));
    return new JsonObject()
        .put("rate", Numbers.rounded(rate))
        .put("seconds", Numbers.rounded(seconds))
        .put("latencyMillis", latency(latency))
        .put("latencyFromSendMillis", latency(served))
        .put("refusedLatencyMillis", latency(refused))
        .put("outcomes", counts)
        .put("unexpected", unexpected)
        .put("unexpectedFirst", new JsonArray(told));
  }

  private static JsonObject latency(Histogram latency) {
    return new JsonObject()
        .put("p50", Numbers.rounded(millis(latency, 50)))
        .put("p90", Numbers.rounded(millis(latency, 90)))
        .put("p99", Numbers.rounded(millis(latency, 99)))
        .put("p99.9", Numbers.rounded(millis(latency, 99.9)))
        .put("max", Numbers.rounded(latency.getMaxValue() / MILLI))
        .put("mean", Numbers.rounded(latency.getTotalCount() == 0 ? 0 : latency.getMean() / MILLI));
  }
}
