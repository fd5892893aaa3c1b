package dev.kagimori.fob.time;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Time that stands still until it is told to go on. Safe for several threads: once a call that
 * moves it has returned, every thread reads the new instant.
 */
public final class DrivenTime implements InstantSource {
  private static final Duration STEP = Duration.ofSeconds(30);

  private Instant now;

  /** Time that stands still at this instant. */
  public DrivenTime(Instant begin) {
    now = begin;
  }

  @Override
  public synchronized Instant instant() {
    return now;
  }

  /**
   * Lets so much time pass.
   *
   * @param duration zero or more
   * @return the instant that it is now
   * @throws IllegalArgumentException if it is negative; see {@link #turnBack}
   */
  public synchronized Instant pass(Duration duration) {
    if (duration.isNegative()) throw backwards();
    now = now.plus(duration);
    return now;
  }

  /**
   * Lets thirty seconds pass, so that a fob with the usual step shows its next code.
   *
   * @return the instant that it is now
   */
  public Instant nextStep() {
    return pass(STEP);
  }

  /**
   * Lets time pass until this instant.
   *
   * @throws IllegalArgumentException if it is past already; see {@link #turnBack}
   */
  public synchronized void set(Instant later) {
    if (later.isBefore(now)) throw backwards();
    now = later;
  }

  /**
   * Turns time back, as someone does who mends a wrong clock.
   *
   * @param duration zero or more
   * @return the instant that it is now
   * @throws IllegalArgumentException if it is negative
   */
  public synchronized Instant turnBack(Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException(
          "turnBack: 0 以上の時間を指定してください / takes a duration of zero or more");
    }
    now = now.minus(duration);
    return now;
  }

  private static IllegalArgumentException backwards() {
    return new IllegalArgumentException(
        "時刻は戻りません。戻すには turnBack を使ってください / time goes forward; turnBack turns it back");
  }

  @Override
  public synchronized String toString() {
    return "DrivenTime(" + now + ")";
  }
}
