package dev.kagimori.stock.intake;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

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

  private long decisions = -1;
  private long busyAt;
  private volatile boolean busy;

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
    var now = System.nanoTime();
    if (decisions >= 0 && decided > decisions) {
      busy = true;
      busyAt = now;
    } else if (now - busyAt > QUIET) {
      busy = false;
    }
    decisions = decided;
    if (busy) LockSupport.parkNanos(Math.min(PAUSE_MAX, PAUSES * nanos));
  }
}
