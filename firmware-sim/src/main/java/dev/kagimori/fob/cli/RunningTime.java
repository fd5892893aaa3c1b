package dev.kagimori.fob.cli;

import java.time.Instant;
import java.time.InstantSource;

/**
 * Time that begins where it is told and runs faster or slower than the real one.
 *
 * @param startNanos of {@link System#nanoTime()}
 */
record RunningTime(Instant begin, double rate, long startNanos) implements InstantSource {
  static RunningTime from(Instant begin, double rate) {
    return new RunningTime(begin, rate, System.nanoTime());
  }

  @Override
  public Instant instant() {
    return begin.plusNanos(Math.round((System.nanoTime() - startNanos) * rate));
  }
}
