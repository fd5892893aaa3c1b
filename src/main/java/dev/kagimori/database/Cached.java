package dev.kagimori.database;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A small bounded cache of database rows, made by {@link Changes#cached}. Entries live at most five
 * seconds; nothing is kept that was read before a change was told. Several who ask for one key wait
 * for one load.
 */
public final class Cached<K, V> {
  /** How long an entry lives. */
  public static final Duration LIFE = Duration.ofSeconds(5);

  private record Entry<V>(V value, long nanos) {}

  private final String topic;
  private final int entriesMax;
  private final Function<K, V> load;
  private final LongSupplier nanoTime;
  private final BooleanSupplier keeping;
  private final LinkedHashMap<K, Entry<V>> entries;
  private final Map<K, Promise<V>> loading = new HashMap<>();
  private long drops;

  Cached(
      String topic,
      int entriesMax,
      Function<K, V> load,
      LongSupplier nanoTime,
      BooleanSupplier keeping) {
    if (entriesMax < 1) throw new IllegalArgumentException("entriesMax is at least 1");
    this.topic = topic;
    this.entriesMax = entriesMax;
    this.load = load;
    this.nanoTime = nanoTime;
    this.keeping = keeping;
    this.entries = new LinkedHashMap<>(16, 0.75f, true);
  }

  String topic() {
    return topic;
  }

  /** The value of a key, loaded where it is not known; awaits. */
  public V get(K key) {
    Promise<V> promise;
    long begun;
    boolean first;
    synchronized (this) {
      var kept = fresh(key);
      if (kept != null) return kept;
      begun = drops;
      var running = loading.get(key);
      first = running == null;
      promise = running == null ? Promise.promise() : running;
      if (first) loading.put(key, promise);
    }
    return first ? load(key, promise, begun) : promise.future().await();
  }

  /**
   * As {@link #get}, for event loops: what is not known is loaded on a virtual thread. Completes on
   * the caller's context.
   */
  public Future<V> find(K key) {
    synchronized (this) {
      var kept = fresh(key);
      if (kept != null) return Future.succeededFuture(kept);
    }
    var found = Promise.<V>promise();
    var here = Vertx.currentContext();
    Consumer<Runnable> back =
        here == null ? Runnable::run : told -> here.runOnContext(_ -> told.run());
    Thread.ofVirtual()
        .name("kagimori-cache")
        .start(() -> {
          try {
            var value = get(key);
            back.accept(() -> found.complete(value));
          } catch (Throwable e) {
            back.accept(() -> found.fail(e));
          }
        });
    return found.future();
  }

  private V load(K key, Promise<V> promise, long dropsBefore) {
    var begun = nanoTime.getAsLong();
    try {
      var value = load.apply(key);
      synchronized (this) {
        loading.remove(key, promise);
        // dropped since: this value may be older than the change
        if (dropsBefore == drops && keeping.getAsBoolean()) keep(key, value, begun);
      }
      promise.complete(value);
      return value;
    } catch (Throwable e) {
      synchronized (this) {
        loading.remove(key, promise);
      }
      promise.fail(e);
      throw e;
    }
  }

  private @Nullable V fresh(K key) {
    var entry = entries.get(key);
    if (entry == null) return null;
    if (nanoTime.getAsLong() - entry.nanos < LIFE.toNanos()) return entry.value;
    entries.remove(key);
    return null;
  }

  private void keep(K key, V value, long begun) {
    entries.put(key, new Entry<>(value, begun));
    if (entries.size() > entriesMax) {
      var eldest = entries.keySet().iterator();
      eldest.next();
      eldest.remove();
    }
  }

  /** Forgets everything, also what is being loaded. */
  synchronized void drop() {
    entries.clear();
    loading.clear();
    drops++;
  }

  synchronized int size() {
    return entries.size();
  }
}
