package dev.kagimori.bench;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Counts what is answered between two moments. Used by one thread; makes no object an answer. */
final class Recorder {
  static final long SLOT_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private static final long LONGEST = TimeUnit.SECONDS.toNanos(120);
  private static final int DIGITS = 3;
  private static final int TOLD_MAX = 5;

  private final Histogram good = new Histogram(LONGEST, DIGITS);
  private final Histogram served = new Histogram(LONGEST, DIGITS);
  private final Histogram refused = new Histogram(LONGEST, DIGITS);
  private final Map<Outcome, long[]> outcomes = new EnumMap<>(Outcome.class);
  private final List<String> told = new ArrayList<>();
  private final long from;
  private final long to;
  private final int[] slots;
  private final boolean byArrival;
  private long inTime;
  private long unexpected;

  /**
   * @param from in {@link System#nanoTime}
   * @param byArrival whether latencies and outcomes are of those that are due in this time,
   *     whenever they are answered; otherwise of those that are answered in it, as the rate always
   *     is
   */
  Recorder(long from, long to, boolean byArrival) {
    this.from = from;
    this.to = to;
    this.byArrival = byArrival;
    for (var outcome : Outcome.values()) outcomes.put(outcome, new long[1]);
    slots = new int[(int) ((to - from + SLOT_NANOS - 1) / SLOT_NANOS)];
  }

  /**
   * @param arrival when the request was due
   * @param sent when it was sent; later where no connection was free
   */
  void record(Item.Kind kind, Outcome outcome, int status, long arrival, long sent, long now) {
    boolean asHoped = outcome.isRightFor(kind);
    if (!asHoped && !outcome.isRefusal()) unexpected(kind, outcome, status);
    if (asHoped && now >= from && now < to) {
      inTime++;
      slots[(int) ((now - from) / SLOT_NANOS)]++;
    }
    long counts = byArrival ? arrival : now;
    if (counts < from || counts >= to) return;
    count(outcome)[0]++;
    if (asHoped) {
      good.recordValue(bounded(now - arrival));
      served.recordValue(bounded(now - sent));
    } else refused.recordValue(bounded(now - sent));
  }

  private static long bounded(long nanos) {
    return Math.min(LONGEST, Math.max(0, nanos));
  }

  private long[] count(Outcome outcome) {
    return Objects.requireNonNull(outcomes.get(outcome));
  }

  /** Also before and after the time that is measured: it should never be. */
  private void unexpected(Item.Kind kind, Outcome outcome, int status) {
    unexpected++;
    if (told.size() < TOLD_MAX) told.add("%s → %s (%d)".formatted(kind, outcome, status));
  }

  /**
   * @param end of the load in {@link System#nanoTime}, where it ended early
   */
  Measured measured(long end) {
    var counts = new EnumMap<Outcome, Long>(Outcome.class);
    for (var outcome : Outcome.values())
      if (count(outcome)[0] > 0) counts.put(outcome, count(outcome)[0]);
    double seconds = Math.max(1, Math.min(to, end) - from) / 1e9;
    return new Measured(
        seconds,
        inTime / seconds,
        good,
        served,
        refused,
        Map.copyOf(counts),
        unexpected,
        List.copyOf(told),
        timeline());
  }

  private List<Double> timeline() {
    var rates = new ArrayList<Double>(slots.length);
    for (int count : slots) rates.add(count * 1e9 / SLOT_NANOS);
    return List.copyOf(rates);
  }
}
