package dev.kagimori.station;

import dev.kagimori.station.StationException.Closed;
import dev.kagimori.station.StationException.HangUp;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The thread on which one port's native calls run. Such a call may never return (a write nobody
 * takes, a read whose byte another process took first); whoever asked waits no longer than it said,
 * and treats the line as hung up.
 */
final class LineThread implements AutoCloseable {
  private final String port;
  private final ExecutorService thread;

  LineThread(String port) {
    this.port = port;
    thread =
        Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("station " + port).factory());
  }

  /**
   * Runs the work there.
   *
   * @throws HangUp if it failed with an I/O error or did not end within the limit
   */
  <T> T call(Callable<T> work, Duration limit) throws StationException {
    try {
      var running = thread.submit(work);
      try {
        return running.get(Math.max(0, limit.toNanos()), TimeUnit.NANOSECONDS);
      } finally {
        running.cancel(false);
      }
    } catch (TimeoutException e) {
      throw new HangUp(port, e);
    } catch (RejectedExecutionException e) {
      throw new Closed(port);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Closed(port);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof StationException known) throw known;
      if (e.getCause() instanceof IOException broken) throw new HangUp(port, broken);
      throw new IllegalStateException(port, e);
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
