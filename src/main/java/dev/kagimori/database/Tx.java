package dev.kagimori.database;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * Transactions, for virtual threads. Returning commits, also where the answer is a refusal;
 * throwing rolls back.
 *
 * <p>All of it is done within a total time, waiting for a connection and repetitions included; when
 * it is over the connection is cut. Every method throws {@link DatabaseBusy} where nothing was
 * done, and {@link OutcomeUnknown} where that cannot be known; other failures come as they are,
 * rolled back.
 */
public final class Tx {
  /** The total time where none is given. */
  public static final Duration TOTAL = Duration.ofSeconds(10);

  private static final int REPEATS = 3;
  static final ScheduledThreadPoolExecutor TIMER = timer();

  private Tx() {}

  /** {@link #in(Pool, Duration, Function)} within {@link #TOTAL}. */
  public static <T> T in(Pool pool, Function<SqlConnection, T> work) {
    return in(pool, TOTAL, work);
  }

  /** One transaction of somebody who awaits each statement. */
  public static <T> T in(Pool pool, Duration total, Function<SqlConnection, T> work) {
    return in(pool, total, Work.of((db, _) -> work.apply(db)));
  }

  /** {@link #in(Pool, Duration, Work)} within {@link #TOTAL}. */
  public static <T> T in(Pool pool, Work<?, T> work) {
    return in(pool, TOTAL, work);
  }

  /**
   * One transaction in two journeys to the database and back: what is held; what is saved, with the
   * commit.
   *
   * @param work may run up to four times: a serialization failure or deadlock is repeated
   */
  public static <T> T in(Pool pool, Duration total, Work<?, T> work) {
    var end = System.nanoTime() + total.toNanos();
    return repeat(end, () -> attempt(pool, end, work));
  }

  /** One statement that commits itself. */
  public static RowSet<Row> once(Pool pool, String sql, Tuple values) {
    return once(pool, TOTAL, sql, values);
  }

  /** One statement that commits itself, within a total time. */
  public static RowSet<Row> once(Pool pool, Duration total, String sql, Tuple values) {
    var end = System.nanoTime() + total.toNanos();
    return repeat(
        end, () -> on(pool, end, db -> query(db, sql, values, Failures::sent), Failures::sent));
  }

  /** One statement that writes nothing, so that its failure leaves nothing unknown. */
  public static RowSet<Row> read(Pool pool, String sql, Tuple values) {
    var end = System.nanoTime() + TOTAL.toNanos();
    return repeat(
        end, () -> on(pool, end, db -> query(db, sql, values, Failures::undone), Failures::undone));
  }

  /** Reads, on one connection; its failure leaves nothing unknown. */
  public static <T> T reading(Pool pool, Function<SqlConnection, T> work) {
    var end = System.nanoTime() + TOTAL.toNanos();
    return repeat(end, () -> on(pool, end, work, Failures::undone));
  }

  /** One statement that commits itself, put by a store. */
  public static <T> T statement(Pool pool, Function<SqlConnection, T> work) {
    var end = System.nanoTime() + TOTAL.toNanos();
    return repeat(end, () -> on(pool, end, work, Failures::sent));
  }

  private static RowSet<Row> query(
      SqlConnection db, String sql, Tuple values, Function<Throwable, Throwable> meaning) {
    try {
      return db.preparedQuery(sql).execute(values).await();
    } catch (Throwable e) {
      throw Tx.<RuntimeException>sneak(Failures.isClash(e) ? e : meaning.apply(e));
    }
  }

  private static <T> T attempt(Pool pool, long end, Work<?, T> work) {
    return on(pool, end, db -> transaction(db, work), Failures::undone);
  }

  private static <H, T> T transaction(SqlConnection db, Work<H, T> work) {
    // not by the client's own transactions: these send a COMMIT when all before it is answered
    var begun = db.query("BEGIN").execute();
    var writes = new Writes();
    T result;
    try {
      var held = work.hold(db);
      begun.await(); // what is written after a BEGIN that failed would commit itself
      result = work.decide(db, held.await(), writes);
    } catch (Throwable e) {
      if (begun.failed()) Cut.now(db);
      else db.query("ROLLBACK").execute().otherwiseEmpty().await(); // or by its lost line
      throw e;
    }
    var written = writes.send(db);
    var committed = db.query("COMMIT").execute(); // which undoes all where a write failed
    try {
      Future.join(written, committed).await();
    } catch (Throwable e) {
      throw Tx.<RuntimeException>sneak(Failures.isClash(e) ? e : Failures.sent(e));
    }
    return result;
  }

  /** Runs work on a connection, which is cut when the time is over. */
  private static <T> T on(
      Pool pool,
      long end,
      Function<SqlConnection, T> work,
      Function<Throwable, Throwable> meaning) {
    var db = connection(pool, end);
    var alarm = TIMER.schedule(() -> Cut.now(db), left(end), TimeUnit.NANOSECONDS);
    try {
      return work.apply(db);
    } catch (Throwable e) {
      throw Tx.<RuntimeException>sneak(Failures.isClash(e) ? e : meaning.apply(e));
    } finally {
      alarm.cancel(false);
      db.close();
    }
  }

  static SqlConnection connection(Pool pool, long end) {
    var given = Promise.<SqlConnection>promise();
    var late = new AtomicBoolean();
    var alarm =
        TIMER.schedule(
            () -> {
              if (late.compareAndSet(false, true))
                given.fail(new TimeoutException("no connection in time"));
            },
            left(end),
            TimeUnit.NANOSECONDS);
    pool.getConnection()
        .onComplete(got -> {
          if (late.compareAndSet(false, true)) given.handle(got);
          else if (got.succeeded()) got.result().close();
        });
    try {
      return given.future().await();
    } catch (Throwable e) {
      throw new DatabaseBusy("no connection to the database", e);
    } finally {
      alarm.cancel(false);
    }
  }

  private interface Attempt<T> {
    T run();
  }

  private static <T> T repeat(long end, Attempt<T> work) {
    for (var repeated = 0; ; repeated++) {
      try {
        return work.run();
      } catch (Throwable e) {
        if (!Failures.isClash(e)) throw e;
        var pauseNanos = ThreadLocalRandom.current().nextLong(1_000_000, 20_000_000) << repeated;
        if (repeated == REPEATS || pauseNanos >= end - System.nanoTime())
          throw Tx.<RuntimeException>sneak(Failures.undone(e));
        pause(pauseNanos).await();
      }
    }
  }

  private static Future<Void> pause(long nanos) {
    var over = Promise.<Void>promise();
    var _ = TIMER.schedule(() -> over.complete(), nanos, TimeUnit.NANOSECONDS);
    return over.future();
  }

  private static long left(long end) {
    return Math.max(0, end - System.nanoTime());
  }

  private static ScheduledThreadPoolExecutor timer() {
    var timer =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("kagimori-deadlines").factory());
    timer.setRemoveOnCancelPolicy(true);
    return timer;
  }

  /** What await() throws may be checked; it goes on as it came. */
  @SuppressWarnings("unchecked")
  static <E extends Throwable> RuntimeException sneak(Throwable e) throws E {
    throw (E) e;
  }
}
