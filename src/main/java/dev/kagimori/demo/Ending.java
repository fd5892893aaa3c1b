package dev.kagimori.demo;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The end of the demo: Ctrl-C or SIGTERM. The process is held until everything that was started has
 * been closed.
 */
final class Ending implements AutoCloseable {
  private static final long CLOSING_SECONDS = 30;

  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread hook = new Thread(this::hold, "demo-end");

  /** Asked to end while something was still going on. */
  static final class Asked extends RuntimeException {
    private static final long serialVersionUID = 1;

    Asked() {
      super(null, null, false, false);
    }
  }

  Ending() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void hold() {
    ask();
    try {
      if (!closed.await(CLOSING_SECONDS, TimeUnit.SECONDS))
        System.err.println("終了処理が完了しません / could not end cleanly");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends the demo as Ctrl-C does. */
  void ask() {
    asked.countDown();
  }

  /**
   * Passes unless the demo is to end.
   *
   * @throws Asked when it is
   */
  void check() {
    if (asked.getCount() == 0) throw new Asked();
  }

  /**
   * Waits in real time.
   *
   * @throws Asked at once when the demo is to end
   */
  void pause(Duration time) {
    if (asked(time)) throw new Asked();
  }

  /** Waits until the demo is to end, at most so long; whether it is. */
  boolean asked(Duration atMost) {
    try {
      return asked.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /** Everything is closed: the process may go. */
  @Override
  public void close() {
    closed.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      ask(); // the process is ending already, and the hook goes on from here
    }
  }
}
