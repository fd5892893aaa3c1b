package dev.kagimori.bench;

import java.util.SplittableRandom;

/** When requests are to be sent. Used by one thread. */
sealed interface Pace {
  /** Each connection sends its next request when it has its answer. */
  record Closed() implements Pace {}

  /** So many at once, this often; what is left of the last ones is not made up for. */
  record Bursts(int size, long everyNanos) implements Pace {}

  /** At a rate, whatever the answers do: no latency is hidden by waiting for others. */
  final class Open implements Pace {
    private static final double NANOS = 1e9;

    private final double gap;
    private final boolean poisson;
    private final SplittableRandom random = new SplittableRandom(7);
    private double due;
    private long end = Long.MAX_VALUE;

    /**
     * @param rate requests a second
     * @param poisson gaps are exponential, as when many customers do not know of each other;
     *     otherwise all are the same
     */
    Open(double rate, boolean poisson) {
      gap = NANOS / rate;
      this.poisson = poisson;
    }

    void begin(long now) {
      due = now;
    }

    /** Nothing is due any more from then on. */
    void endAt(long time) {
      end = time;
    }

    /** Whether anything is due, now or later. */
    boolean isOn() {
      return due < end;
    }

    /** In {@link System#nanoTime}. */
    long due() {
      return (long) due;
    }

    void step() {
      due += poisson ? -Math.log(1 - random.nextDouble()) * gap : gap;
    }
  }
}
