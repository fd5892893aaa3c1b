package dev.kagimori.http;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where routes run that read or write long streams: each on a thread of its own, which may block.
 * They are threads of the system's, since reading a large file keeps one busy for minutes, and a
 * busy virtual thread lets no other one have its processor.
 */
final class Streams {
  private final Gate places;
  private final int placesOfOne;
  private final Map<String, Integer> accounts = new HashMap<>();
  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

  Streams(StreamLimits limits) {
    places = new Gate(limits.places());
    placesOfOne = limits.placesOfOne();
  }

  /** What came of wanting to enter. */
  enum Entry {
    /** Whoever was let in {@link Streams#run}s. */
    IN,
    /** There is no place. */
    FULL,
    /** The account has as many as one may have. */
    TOO_MANY
  }

  /** For a caller, whose account counts. */
  Entry enter(Caller caller) {
    var account = account(caller);
    synchronized (accounts) {
      int had = accounts.getOrDefault(account, 0);
      if (had >= placesOfOne) return Entry.TOO_MANY;
      if (!places.enter()) return Entry.FULL;
      accounts.put(account, had + 1);
      return Entry.IN;
    }
  }

  private void leave(Caller caller) {
    synchronized (accounts) {
      accounts.computeIfPresent(account(caller), (_, had) -> had == 1 ? null : had - 1);
      places.leave();
    }
  }

  /** Names of accounts and institutions have no blank. */
  private static String account(Caller caller) {
    return caller.institution() + ' ' + caller.client();
  }

  int inside() {
    return places.inside();
  }

  /** Runs it, and leaves at its end. */
  void run(Caller caller, Runnable work) {
    var thread =
        Thread.ofPlatform()
            .daemon()
            .name("kagimori-stream")
            .unstarted(() -> {
              try {
                work.run();
              } finally {
                threads.remove(Thread.currentThread());
                leave(caller);
              }
            });
    threads.add(thread);
    try {
      thread.start();
    } catch (Throwable e) { // the system has no more threads
      threads.remove(thread);
      leave(caller);
      throw e;
    }
  }

  /** Waits for those whose connections have been closed. */
  void close(Duration within) {
    long end = System.nanoTime() + within.toNanos();
    for (var thread : threads) {
      try {
        var left = Duration.ofNanos(Math.max(1, end - System.nanoTime()));
        thread.join(left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
