package dev.kagimori.http;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where routes run that read or write long streams: each on a thread of its own, which may block.
 * They are threads of the system's, since reading a large file keeps one busy for minutes, and a
 * busy virtual thread lets no other one have its processor.
 */
final class Streams {
  private final Gate places;
  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

  Streams(StreamLimits limits) {
    places = new Gate(limits.places());
  }

  /** Whoever was let in either {@link #run}s or leaves. */
  boolean enter() {
    return places.enter();
  }

  void leave() {
    places.leave();
  }

  int inside() {
    return places.inside();
  }

  /** Runs it, and leaves at its end. */
  void run(Runnable work) {
    var thread =
        Thread.ofPlatform()
            .daemon()
            .name("kagimori-stream")
            .unstarted(() -> {
              try {
                work.run();
              } finally {
                threads.remove(Thread.currentThread());
                places.leave();
              }
            });
    threads.add(thread);
    try {
      thread.start();
    } catch (Throwable e) { // the system has no more threads
      threads.remove(thread);
      places.leave();
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
