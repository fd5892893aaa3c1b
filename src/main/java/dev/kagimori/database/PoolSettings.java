package dev.kagimori.database;

import java.time.Duration;

/**
 * The bounds of a pool and of what runs on it.
 *
 * @param size connections, 1 to 500
 * @param queue requests that may wait for one, 1 to 100,000
 * @param connect for a connection to be made
 * @param queued for a connection of the pool
 * @param idle after which an unused connection is closed
 * @param statement {@code statement_timeout}
 * @param lock {@code lock_timeout}, at most 2 s
 * @param idleInTransaction {@code idle_in_transaction_session_timeout}, at most 2 s
 * @param applicationName as pg_stat_activity shows it
 */
public record PoolSettings(
    int size,
    int queue,
    Duration connect,
    Duration queued,
    Duration idle,
    Duration statement,
    Duration lock,
    Duration idleInTransaction,
    String applicationName) {
  private static final Duration HOLD_MAX = Duration.ofSeconds(2);

  public PoolSettings {
    if (size < 1 || size > 500) throw new IllegalArgumentException("size is 1 to 500: " + size);
    if (queue < 1 || queue > 100_000)
      throw new IllegalArgumentException("queue is 1 to 100,000: " + queue);
    if (lock.compareTo(HOLD_MAX) > 0 || idleInTransaction.compareTo(HOLD_MAX) > 0)
      throw new IllegalArgumentException("lock and idleInTransaction are at most 2 s");
    for (var time : new Duration[] {connect, queued, idle, statement, lock, idleInTransaction})
      if (time.toMillis() < 1) throw new IllegalArgumentException("times are at least 1 ms");
  }

  /** 16 connections, 256 waiting, statements 5 s, locks 2 s. */
  public static PoolSettings usual() {
    return new PoolSettings(
        16,
        256,
        Duration.ofSeconds(3),
        Duration.ofSeconds(2),
        Duration.ofMinutes(10),
        Duration.ofSeconds(5),
        HOLD_MAX,
        HOLD_MAX,
        "kagimori");
  }

  public PoolSettings withSize(int size, int queue) {
    return new PoolSettings(
        size, queue, connect, queued, idle, statement, lock, idleInTransaction, applicationName);
  }

  /** By that name an operator sees in pg_stat_activity what its connections are for. */
  public PoolSettings named(String newName) {
    return new PoolSettings(
        size, queue, connect, queued, idle, statement, lock, idleInTransaction, newName);
  }
}
