package dev.kagimori.stock.intake;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * How fast an import goes: with all there is while nobody else decides anything, and in small steps
 * with pauses between them while others do. Others are seen by the audit, in which each decision of
 * each instance counts one.
 */
final class Pace {
  private static final int CHUNK_ALONE = 1_000;
  private static final int CHUNK_AMONG_OTHERS = 50;

  /** A pause is so many times as long as the step before it. */
  private static final int PAUSES = 5;

  private static final long PAUSE_MAX = TimeUnit.MILLISECONDS.toNanos(250);
  private static final long QUIET = TimeUnit.SECONDS.toNanos(1);

  /** Until then from its first step on it is among others: who they are is not known yet. */
  private static final long FIRST_LOOK = TimeUnit.MILLISECONDS.toNanos(200);

  private final LongSupplier nanoTime;
  private final LongConsumer park;
  private long decisions = -1;
  private long busyAt;
  private volatile boolean busy = true;

  Pace() {
    this(System::nanoTime, LockSupport::parkNanos);
  }

  /**
   * @param park waits for so many nanoseconds
   */
  Pace(LongSupplier nanoTime, LongConsumer park) {
    this.nanoTime = nanoTime;
    this.park = park;
  }

  /** How many records the next chunk has; asked by the reader. */
  int chunk() {
    return busy ? CHUNK_AMONG_OTHERS : CHUNK_ALONE;
  }

  /**
   * After a chunk: waits, where others are busy.
   *
   * @param decided how many decisions the audit has counted
   * @param nanos what the chunk took
   */
  void step(long decided, long nanos) {
    long now = nanoTime.getAsLong();
    if (decisions < 0) {
      busyAt = now - QUIET + FIRST_LOOK;
    } else if (decided > decisions) {
      busy = true;
      busyAt = now;
    } else if (now - busyAt > QUIET) {
      busy = false;
    }
    decisions = decided;
    if (busy) park.accept(Math.min(PAUSE_MAX, PAUSES * nanos));
  }
}
