package dev.kagimori.station;

import dev.kagimori.station.StationException.Closed;
import dev.kagimori.station.StationException.HangUp;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread on which one port's native calls run. Such a call may never return (a write nobody
 * takes, a read whose byte another process took first); whoever asked waits no longer than it said,
 * and treats the line as hung up.
 */
final class LineThread implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LineThread.class);
  private static final Duration PROBE_EVERY = Duration.ofMillis(50);
  private static final Duration ENDING_MAX = Duration.ofSeconds(1);

  private final String port;
  private final ExecutorService thread;

  LineThread(String port) {
    this.port = port;
    thread =
        Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("station " + port).factory());
  }

  /** Tells what a call that takes long can't tell itself: that the line is gone. */
  @FunctionalInterface
  interface Probe {
    /** Called now and then, on the waiting thread. */
    void check() throws StationException;
  }

  /**
   * Runs the work there.
   *
   * @throws HangUp if it failed with an I/O error or did not end within the limit
   */
  <T> T call(Callable<T> work, Duration limit) throws StationException {
    return call(work, limit, () -> {});
  }

  /**
   * Runs the work there, and ends waiting when the probe throws.
   *
   * @throws HangUp if it failed with an I/O error or did not end within the limit
   */
  <T> T call(Callable<T> work, Duration limit, Probe probe) throws StationException {
    try {
      long end = System.nanoTime() + limit.toNanos();
      var running = thread.submit(work);
      try {
        return await(running, end, probe);
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

  private static <T> T await(Future<T> running, long end, Probe probe)
      throws StationException, InterruptedException, ExecutionException, TimeoutException {
    while (true) {
      long rest = Math.max(0, end - System.nanoTime());
      try {
        return running.get(Math.min(rest, PROBE_EVERY.toNanos()), TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        if (System.nanoTime() - end >= 0) throw e;
        probe.check();
      }
    }
  }

  /**
   * Ends the thread, and waits until it has: one that still read from a closed descriptor would
   * steal from the next line that gets the same number.
   */
  @Override
  public void close() {
    thread.shutdownNow();
    boolean interrupted = Thread.interrupted();
    try {
      if (!thread.awaitTermination(ENDING_MAX.toNanos(), TimeUnit.NANOSECONDS)) {
        LOG.warn("{}: a call to the port does not end", port);
      }
    } catch (InterruptedException e) {
      interrupted = true;
    } finally {
      if (interrupted) Thread.currentThread().interrupt();
    }
  }
}
