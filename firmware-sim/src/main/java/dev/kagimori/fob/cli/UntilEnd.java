package dev.kagimori.fob.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Until the process is told to end, which is held up until what was open is closed. */
final class UntilEnd implements AutoCloseable {
  private static final long CLOSING_SECONDS = 15;

  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);

  UntilEnd() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::hold, "fob-rack-end"));
  }

  private void hold() {
    asked.countDown();
    try {
      if (!closed.await(CLOSING_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("fob-rack: 終了処理が完了しません / could not end cleanly");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits at most so long; whether it is told to end. */
  boolean await(long seconds) {
    try {
      return asked.await(seconds, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /** Everything is closed. */
  @Override
  public void close() {
    closed.countDown();
  }
}
