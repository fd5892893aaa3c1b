package dev.kagimori.http;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Lets ten lines a second through, over all threads, and counts those it left out. */
final class FloodGuard {
  private static final int LINES = 10;
  private static final long SECOND_NANOS = 1_000_000_000;
  static final int OUT = -1;

  private final LongSupplier nanoTime;
  private final AtomicLong second;
  private final AtomicInteger inSecond = new AtomicInteger();
  private final AtomicInteger leftOut = new AtomicInteger();

  FloodGuard(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    second = new AtomicLong(nanoTime.getAsLong());
  }

  /** How many were left out since the last line that was written; {@link #OUT}: this one too. */
  int enter() {
    long now = nanoTime.getAsLong();
    long began = second.get();
    if (now - began >= SECOND_NANOS && second.compareAndSet(began, now)) inSecond.set(0);
    if (inSecond.get() >= LINES || inSecond.incrementAndGet() > LINES) {
      leftOut.incrementAndGet();
      return OUT;
    }
    return leftOut.getAndSet(0);
  }
}
