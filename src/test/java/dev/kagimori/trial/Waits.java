package dev.kagimori.trial;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waits for what has to come. */
public final class Waits {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

  public interface Condition {
    boolean holds() throws Exception;
  }

  private Waits() {}

  public static void until(String what, Condition condition) {
    long end = System.nanoTime() + PATIENCE_NANOS;
    try {
      while (!condition.holds()) {
        if (System.nanoTime() > end) throw new AssertionError("it never came: " + what);
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
      }
    } catch (Exception e) {
      throw new AssertionError("while waiting for " + what, e);
    }
  }
}
