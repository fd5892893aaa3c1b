package dev.kagimori.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CachedTest {
  private long nanos;
  private boolean keeping = true;
  private final AtomicInteger loads = new AtomicInteger();

  private <K> Cached<K, Integer> cached(int entriesMax, Function<K, Integer> load) {
    return new Cached<>("topic", entriesMax, load, () -> nanos, () -> keeping);
  }

  @Test
  void anEntryLivesFiveSeconds() {
    var cached = cached(10, _ -> loads.incrementAndGet());
    assertEquals(1, cached.get("a"));
    nanos += TimeUnit.SECONDS.toNanos(5) - 1;
    assertEquals(1, cached.get("a"));
    nanos++;
    assertEquals(2, cached.get("a"));
  }

  @Test
  void anEventLoopFindsWhatIsKnownAtOnceAndTheRestOnItsOwnContext() throws Exception {
    var cached = cached(10, _ -> loads.incrementAndGet());
    assertEquals(1, cached.get("a"));
    assertTrue(cached.find("a").isComplete());
    var vertx = Vertx.vertx();
    try {
      var context = vertx.getOrCreateContext();
      var told = new CompletableFuture<Boolean>();
      context.runOnContext(_ ->
          cached.find("b").onComplete(_ -> told.complete(context.equals(Vertx.currentContext()))));
      assertTrue(told.get(10, TimeUnit.SECONDS));
      var failing =
          cached(
              10,
              _ -> {
                throw new IllegalStateException("no");
              });
      assertThrows(IllegalStateException.class, () -> failing.find("a").await());
    } finally {
      vertx.close().await();
    }
  }

  @Test
  void theLeastRecentlyUsedGoesFirst() {
    var cached = cached(2, _ -> loads.incrementAndGet());
    cached.get("a");
    cached.get("b");
    cached.get("a");
    cached.get("c");
    assertEquals(2, cached.size());
    assertEquals(1, cached.get("a"));
    assertEquals(4, cached.get("b"));
  }

  @Test
  void whatIsDroppedWhileItLoadsIsNotKept() {
    var self = new Object[1];
    Cached<String, Integer> cached =
        cached(
            10,
            _ -> {
              if (loads.incrementAndGet() == 1) ((Cached<?, ?>) self[0]).drop();
              return loads.get();
            });
    self[0] = cached;
    assertEquals(1, cached.get("a"));
    assertEquals(2, cached.get("a"));
    assertEquals(2, cached.get("a"));
  }

  @Test
  void nothingIsKeptWhileNobodyListens() {
    keeping = false;
    var cached = cached(10, _ -> loads.incrementAndGet());
    cached.get("a");
    assertEquals(2, cached.get("a"));
    assertEquals(0, cached.size());
  }

  @Test
  void aFailureIsThrownAndNotKept() {
    var cached =
        cached(
            10,
            _ -> {
              if (loads.incrementAndGet() == 1) throw new IllegalStateException("first");
              return 7;
            });
    assertThrows(IllegalStateException.class, () -> cached.get("a"));
    assertEquals(7, cached.get("a"));
  }

  @Test
  void manyWhoAskForOneKeyWaitForOneLoad() throws Exception {
    var begun = new CountDownLatch(1);
    var go = new CountDownLatch(1);
    var cached =
        cached(
            10,
            _ -> {
              begun.countDown();
              try {
                assertTrue(go.await(10, TimeUnit.SECONDS));
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              return loads.incrementAndGet();
            });
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var first = threads.submit(() -> cached.get("a"));
      assertTrue(begun.await(10, TimeUnit.SECONDS));
      var others =
          IntStream.range(0, 50).mapToObj(_ -> threads.submit(() -> cached.get("a"))).toList();
      go.countDown();
      assertEquals(1, first.get());
      for (var other : others) assertEquals(1, other.get());
    }
  }
}
