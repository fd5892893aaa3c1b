package dev.kagimori.database;

import io.vertx.core.Vertx;
import io.vertx.pgclient.pubsub.PgSubscriber;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What instances tell each other: {@code LISTEN kagimori_changes}, with a topic as the payload. A
 * broken connection is made anew; whatever depends on it is dropped when it breaks, and again when
 * it is back, since what was told in between is lost.
 */
public final class Changes implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Changes.class);
  private static final String CHANNEL = "kagimori_changes";
  private static final long RECONNECT_MAX_MILLIS = 2_000;
  private static final int TOPIC_MAX = 100;
  private static final Duration CONNECT = Duration.ofSeconds(10);

  private final PgSubscriber subscriber;

  private record Listener(String topic, Runnable told) {}

  private final List<Cached<?, ?>> caches = new CopyOnWriteArrayList<>();
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private volatile boolean listening;

  private Changes(PgSubscriber subscriber) {
    this.subscriber = subscriber;
  }

  /**
   * Begins to listen, on a connection of its own.
   *
   * @throws DatabaseBusy when it cannot connect
   */
  public static Changes listen(Vertx vertx, DatabaseUri uri) {
    return listen(vertx, uri, CONNECT);
  }

  static Changes listen(Vertx vertx, DatabaseUri uri, Duration connect) {
    var options = Database.options(uri, PoolSettings.usual());
    var changes = new Changes(PgSubscriber.subscriber(vertx, options));
    changes
        .subscriber
        .reconnectPolicy(changes::broken)
        .channel(CHANNEL)
        .subscribeHandler(_ -> changes.heard())
        .handler(changes::changed);
    try {
      // a server that takes the connection and says nothing more would be waited for for ever
      changes.subscriber.connect().timeout(connect.toMillis(), TimeUnit.MILLISECONDS).await();
    } catch (Exception e) {
      changes.subscriber.close();
      throw new DatabaseBusy("cannot listen for changes", e);
    }
    return changes;
  }

  /**
   * Tells all instances, this one too, that something of a topic has changed. Inside a transaction
   * it is told with its commit.
   *
   * @param topic 1 to 100 characters, as in {@link #cached}
   */
  public static void tell(SqlClient db, String topic) {
    if (topic.isEmpty() || topic.length() > TOPIC_MAX)
      throw new IllegalArgumentException("a topic has 1 to 100 characters");
    db.preparedQuery("SELECT pg_notify($1, $2)").execute(Tuple.of(CHANNEL, topic)).await();
  }

  /**
   * A cache of what {@code load} reads, emptied when the topic is told.
   *
   * @param entriesMax bound; the least recently used goes first
   * @param load may await; what it throws is thrown to all who wait for the key, and not kept
   */
  public <K, V> Cached<K, V> cached(String topic, int entriesMax, Function<K, V> load) {
    var cache = new Cached<>(topic, entriesMax, load, System::nanoTime, () -> listening);
    caches.add(cache);
    return cache;
  }

  /**
   * Runs something when a topic is told, and when a broken connection is back, since it may have
   * been told meanwhile.
   *
   * @param told on an event loop: must not wait
   */
  public void listen(String topic, Runnable told) {
    listeners.add(new Listener(topic, told));
  }

  /** Whether changes are heard now; while not, caches keep nothing. */
  public boolean isListening() {
    return listening;
  }

  /** Asked by the client for the pause before each try; the first is asked for at once. */
  private long broken(int tries) {
    listening = false;
    dropAll();
    if (tries == 0) log.warn("the connection that listens for changes is broken");
    return Math.min(RECONNECT_MAX_MILLIS, 50L << Math.min(tries, 6));
  }

  private void heard() {
    dropAll();
    listening = true;
    for (var listener : listeners) listener.told.run();
  }

  private void changed(String topic) {
    for (var cache : caches) if (cache.topic().equals(topic)) cache.drop();
    for (var listener : listeners) if (listener.topic.equals(topic)) listener.told.run();
  }

  private void dropAll() {
    caches.forEach(Cached::drop);
  }

  @Override
  public void close() {
    listening = false;
    dropAll();
    subscriber.close().await();
  }
}
