package dev.kagimori.trial;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A time that stands still until the test lets some of it pass; fobs and instances share it. */
final class DrivenTime implements InstantSource {
  private volatile Instant now;

  DrivenTime(Instant begin) {
    now = begin;
  }

  @Override
  public Instant instant() {
    return now;
  }

  /** From the test's own thread alone. */
  synchronized void pass(Duration duration) {
    now = now.plus(duration);
  }

  /** Until a fob shows another code. */
  void passStep() {
    pass(Duration.ofSeconds(30));
  }
}
