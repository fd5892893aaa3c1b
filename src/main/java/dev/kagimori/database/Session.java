package dev.kagimori.database;

import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * One connection that somebody holds for longer than a transaction, with the locks of its session.
 * For one thread that may wait. Whatever is asked of it is done within a time, or the connection is
 * cut; nothing is repeated by itself.
 */
public final class Session implements AutoCloseable {
  private static final Duration LEAVING = Duration.ofSeconds(2);
  private static final int REPEATS = 5;

  private final SqlConnection db;
  private boolean inTransaction;

  private Session(SqlConnection db) {
    this.db = db;
  }

  /**
   * Takes one from a pool.
   *
   * @throws DatabaseBusy when there is no connection to be had
   */
  public static Session open(Pool pool) {
    return new Session(Tx.connection(pool, System.nanoTime() + Tx.TOTAL.toNanos()));
  }

  /**
   * Some statements, in whatever transaction there is.
   *
   * @throws DatabaseBusy when it was not done
   */
  public <T> T within(Duration total, Function<SqlConnection, T> work) {
    return limited(total, work, false);
  }

  /**
   * A transaction.
   *
   * @param work done again where it clashed with another transaction
   * @throws DatabaseBusy when nothing was done
   * @throws OutcomeUnknown when that cannot be known
   */
  public <T> T transaction(Duration total, Function<SqlConnection, T> work) {
    for (var repeated = 0; ; repeated++) {
      begin(total);
      try {
        var result = within(total, work);
        commit(total);
        return result;
      } catch (Throwable e) {
        rollback();
        if (repeated == REPEATS || !Failures.isClash(e)) throw e;
      }
    }
  }

  /** Begins a transaction that goes on until {@link #commit} or {@link #rollback}. */
  public void begin(Duration total) {
    inTransaction = true;
    within(total, it -> it.query("BEGIN").execute().await());
  }

  /**
   * Ends it.
   *
   * @throws OutcomeUnknown when it cannot be known what became of it
   */
  public void commit(Duration total) {
    limited(total, it -> it.query("COMMIT").execute().await(), true);
    inTransaction = false;
  }

  /** Ends it, by cutting the connection where nothing else helps. */
  public void rollback() {
    if (inTransaction) leave("ROLLBACK");
    inTransaction = false;
  }

  private <T> T limited(Duration total, Function<SqlConnection, T> work, boolean commits) {
    var alarm = Tx.TIMER.schedule(() -> Cut.now(db), total.toNanos(), TimeUnit.NANOSECONDS);
    try {
      return work.apply(db);
    } catch (Throwable e) {
      if (Failures.isClash(e)) throw e;
      throw Tx.<RuntimeException>sneak(commits ? Failures.sent(e) : Failures.undone(e));
    } finally {
      alarm.cancel(false);
    }
  }

  private void leave(String sql) {
    var alarm = Tx.TIMER.schedule(() -> Cut.now(db), LEAVING.toNanos(), TimeUnit.NANOSECONDS);
    try {
      if (db.query(sql).execute().map(true).otherwise(false).await()) return;
      Cut.now(db);
    } finally {
      alarm.cancel(false);
    }
  }

  /** Undoes what was not committed, and lets go of the session's locks. */
  @Override
  public void close() {
    rollback();
    leave("SELECT pg_advisory_unlock_all()");
    db.close();
  }
}
