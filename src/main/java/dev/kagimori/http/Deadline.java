package dev.kagimori.http;

import java.time.Duration;

/**
 * When an answer is of no use any more, since nobody waits for it. Kept by the monotonic clock: it
 * is about waiting, not about the time that codes are judged by.
 *
 * @param nanos as {@link System#nanoTime} counts
 */
public record Deadline(long nanos) {
  /** So long from now. */
  public static Deadline in(Duration patience) {
    return new Deadline(System.nanoTime() + patience.toNanos());
  }

  /**
   * Asked before anything is written. A process can be held still for longer than anyone waits, and
   * what it then did late would charge a try, or use a code up, behind its owner's back.
   *
   * @throws ProblemException {@link ProblemCode#OVERLOADED}: nothing was done
   */
  public void check() {
    if (System.nanoTime() - nanos > 0) throw new ProblemException(ProblemCode.OVERLOADED);
  }
}
