package dev.kagimori.bench;

import dev.kagimori.database.Handover;
import dev.kagimori.database.Jdbc;
import io.vertx.core.json.JsonObject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.postgresql.PGConnection;
import org.postgresql.PGStatement;

/** What {@link JavaDriver} runs: a thread for each connection, one prepared statement each. */
final class JavaCommits {
  private static final long LONGEST = TimeUnit.SECONDS.toNanos(120);

  private static final int CONNECT_SECONDS = 60;

  private final Driver.Job job;
  private final Histogram latency = new ConcurrentHistogram(LONGEST, 3);
  private final SplittableRandom arrivals = new SplittableRandom(7);
  private final CyclicBarrier ready;
  private volatile long from;
  private volatile long to;
  private double due;

  private JavaCommits(Driver.Job job) {
    this.job = job;
    ready = new CyclicBarrier(job.connections(), this::begin);
  }

  /** When all are connected. */
  private void begin() {
    long now = System.nanoTime();
    due = now;
    from = now + (long) (job.warmUp() * 1e9);
    to = from + (long) (job.seconds() * 1e9);
  }

  /**
   * Tells its figures as JSON; the database is told by the environment.
   *
   * @param arguments those of {@link Driver.Job}, in their order
   */
  static void main(String[] arguments) throws SQLException, InterruptedException {
    var job =
        new Driver.Job(
            Integer.parseInt(arguments[0]),
            Integer.parseInt(arguments[1]),
            Double.parseDouble(arguments[2]),
            Double.parseDouble(arguments[3]),
            Double.parseDouble(arguments[4]),
            Instant.parse(arguments[5]));
    System.out.println(new JavaCommits(job).run().encode());
  }

  private JsonObject run() throws SQLException, InterruptedException {
    try (var threads = Executors.newFixedThreadPool(job.connections())) {
      var work = new ArrayList<Future<?>>();
      for (int i = 0; i < job.connections(); i++) {
        long seed = i;
        work.add(
            threads.submit(() -> {
              commit(new SplittableRandom(seed));
              return null;
            }));
      }
      for (var part : work) part.get();
    } catch (ExecutionException e) {
      throw new SQLException("one-row commits failed", Objects.requireNonNull(e.getCause()));
    }
    return new JsonObject()
        .put("rate", latency.getTotalCount() / job.seconds())
        .put("p50", Measured.millis(latency, 50))
        .put("p99", Measured.millis(latency, 99))
        .put("p999", Measured.millis(latency, 99.9));
  }

  private void commit(SplittableRandom random)
      throws SQLException, InterruptedException, BrokenBarrierException, TimeoutException {
    try (var db =
        Jdbc.connect(
            Handover.from(System.getenv()), "kagimori bench commits", Duration.ofMinutes(10))) {
      db.unwrap(PGConnection.class).setPrepareThreshold(1);
      try (var statement = db.prepareStatement(OneRowCommits.sql("?", job.at()))) {
        statement.unwrap(PGStatement.class).setPrepareThreshold(1);
        ready.await(CONNECT_SECONDS, TimeUnit.SECONDS);
        for (; ; ) {
          long arrival = next();
          if (arrival >= to) return;
          statement.setString(
              1, Integer.toString(Tokens.REGISTERED + random.nextInt(job.tokens())));
          if (statement.executeUpdate() != 1) throw new SQLException("a token is missing");
          long now = System.nanoTime();
          if (now >= from && now < to) latency.recordValue(Math.min(LONGEST, now - arrival));
        }
      }
    }
  }

  /** When the next statement is due; comes back then. */
  private long next() {
    if (job.rate() == 0) return System.nanoTime();
    long mine;
    synchronized (this) {
      mine = (long) due;
      due += -Math.log(1 - arrivals.nextDouble()) * 1e9 / job.rate();
    }
    for (long wait; (wait = mine - System.nanoTime()) > 0; ) LockSupport.parkNanos(wait);
    return mine;
  }
}
