package dev.kagimori.database;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Compares the system clocks of this instance and the database, every second (rule 9). An instance
 * whose clock differs by more than a second, or that has had no answer for five, must not judge
 * codes.
 */
public final class ClockGuard implements AutoCloseable {
  /** More than this, beyond what the round trip explains, is a wrong clock. */
  public static final Duration DIFFERENCE_MAX = Duration.ofSeconds(1);

  /** An answer older than this says nothing. */
  public static final Duration SILENCE_MAX = Duration.ofSeconds(5);

  private static final Logger log = LoggerFactory.getLogger(ClockGuard.class);
  private static final long ANSWER_MILLIS = 4_000;

  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private final Supplier<Future<Instant>> database;
  private final AtomicBoolean asking = new AtomicBoolean();
  private volatile Answer last = new Answer(false, 0);
  private volatile Runnable stop = () -> {};

  private record Answer(boolean agrees, long nanos) {}

  ClockGuard(InstantSource clock, LongSupplier nanoTime, Supplier<Future<Instant>> database) {
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.database = database;
  }

  /**
   * Begins to compare; agrees from the first good answer on.
   *
   * @param clock the system's, also where the service's own time is driven
   * @param pool best one of its own, of one connection, so that a full one does not stop the clock
   */
  public static ClockGuard start(Vertx vertx, InstantSource clock, Pool pool) {
    var guard = new ClockGuard(clock, System::nanoTime, () -> ask(pool));
    guard.compare();
    var timer = vertx.setPeriodic(1_000, _ -> guard.compare());
    guard.stop = () -> vertx.cancelTimer(timer);
    return guard;
  }

  private static Future<Instant> ask(Pool pool) {
    return pool.query("SELECT clock_timestamp()")
        .execute()
        .map(rows -> rows.iterator().next().get(OffsetDateTime.class, 0).toInstant())
        .timeout(ANSWER_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Whether the clocks agreed when last compared, at most five seconds ago. */
  public boolean agrees() {
    var answer = last;
    return answer.agrees && nanoTime.getAsLong() - answer.nanos < SILENCE_MAX.toNanos();
  }

  /** One comparison; none while another waits for its answer. */
  void compare() {
    if (!asking.compareAndSet(false, true)) return;
    var before = clock.instant();
    database
        .get()
        .onComplete(got -> {
          if (got.succeeded()) judge(before, got.result(), clock.instant());
          else log.warn("no answer about the database's clock: {}", got.cause().toString());
          asking.set(false);
        });
  }

  private void judge(Instant before, Instant theirs, Instant after) {
    var agrees =
        !theirs.isBefore(before.minus(DIFFERENCE_MAX))
            && !theirs.isAfter(after.plus(DIFFERENCE_MAX));
    if (agrees != last.agrees)
      log.atLevel(agrees ? Level.INFO : Level.ERROR)
          .addKeyValue("differenceMillis", Duration.between(after, theirs).toMillis())
          .log(
              agrees
                  ? "the clocks of instance and database agree"
                  : "the clocks of instance and database differ by more than a second");
    last = new Answer(agrees, nanoTime.getAsLong());
  }

  @Override
  public void close() {
    stop.run();
  }
}
