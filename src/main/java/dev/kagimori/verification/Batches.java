package dev.kagimori.verification;

import dev.kagimori.database.DatabaseBusy;
import dev.kagimori.database.Failures;
import dev.kagimori.database.OnLoop;
import dev.kagimori.database.OutcomeUnknown;
import dev.kagimori.http.Answer;
import dev.kagimori.http.ProblemCode;
import dev.kagimori.http.ProblemException;
import dev.kagimori.institution.Terms;
import dev.kagimori.institution.TermsStore;
import dev.kagimori.verification.Judging.Outcome;
import dev.kagimori.verification.Lookup.Found;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Judges what has come while the batch before was at work: one statement reads, one writes, one
 * commit pays for all. Lives on one event loop and shares nothing with others but the database.
 */
final class Batches {
  /** Rows of one statement at most. */
  private static final int ROWS = 128;

  /** About as many as are judged in 25 ms; whoever comes then is better told to come again. */
  private static final int PLACES = 512;

  private static final int AT_WORK = 1;
  private static final Duration TOTAL = Duration.ofMillis(2_500);

  /** They are nearly always known; a batch does not wait longer for one institution's. */
  private static final long TERMS_MILLIS = 1_000;

  /** The database stands still: who comes now would wait for nothing. */
  private static final long STALL_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final long SWEEP_MILLIS = 100;
  private static final long PAUSE_MAX_MILLIS = 64;

  private final Vertx vertx;
  private final Pool pool;
  private final Judging judging;
  private final TermsStore terms;
  private final InstantSource clock;
  private final Unknowns unknowns;
  private final WaitingLine line = new WaitingLine(PLACES);
  private final DistributionSummary rows;
  private final DistributionSummary left;
  private final long sweep;
  private int atWork;
  private long begun;
  private boolean beginning;

  /**
   * On the event loop that this is called on.
   *
   * @param meters gets {@code kagimori.batch.rows} and {@code kagimori.batch.left}
   */
  Batches(
      Vertx vertx,
      Pool pool,
      Judging judging,
      TermsStore terms,
      InstantSource clock,
      MeterRegistry meters) {
    this.vertx = vertx;
    this.pool = pool;
    this.judging = judging;
    this.terms = terms;
    this.clock = clock;
    unknowns = new Unknowns(vertx, pool, this);
    rows =
        DistributionSummary.builder("kagimori.batch.rows")
            .description("Verifications judged in one batch")
            .register(meters);
    left =
        DistributionSummary.builder("kagimori.batch.left")
            .description("Verifications left waiting when a batch began")
            .register(meters);
    sweep = vertx.setPeriodic(SWEEP_MILLIS, _ -> sweep());
  }

  /**
   * Waits for a batch, and for its commit.
   *
   * @return fails with {@link ProblemException} where nothing was done since too much waits or
   *     nothing could be done in time, {@link DatabaseBusy}, or {@link OutcomeUnknown}
   */
  Future<Answer> submit(Ask ask) {
    if (atWork > 0 && System.nanoTime() - begun > STALL_NANOS)
      return Future.failedFuture(new ProblemException(ProblemCode.OVERLOADED));
    return switch (line.join(ask)) {
      case FULL -> Future.failedFuture(new ProblemException(ProblemCode.OVERLOADED));
      case USER_HAS_TOO_MANY -> Future.failedFuture(new ProblemException(ProblemCode.RATE_LIMITED));
      case WAITS -> {
        begin();
        yield ask.answer().future();
      }
    };
  }

  void close() {
    vertx.cancelTimer(sweep);
  }

  /** Behind what else this turn of the loop brings, so that it comes along. */
  private void begin() {
    if (beginning || atWork == AT_WORK || !line.hasReady()) return;
    beginning = true;
    vertx.runOnContext(_ -> {
      beginning = false;
      if (atWork == AT_WORK || !line.hasReady()) return;
      atWork++;
      begun = System.nanoTime();
      var asks = line.take(ROWS);
      rows.record(asks.size());
      left.record(line.size());
      run(asks)
          .onComplete(_ -> {
            atWork--;
            begin();
          });
    });
  }

  private Future<?> run(List<Ask> asks) {
    return OnLoop.on(vertx, pool, TOTAL, db -> read(db, asks)).onFailure(e -> unread(asks, e));
  }

  private Future<Void> read(SqlConnection db, List<Ask> asks) {
    return Lookup.read(db, asks, clock.instant())
        .compose(found -> termsOf(asks).compose(rules -> write(db, judged(asks, found, rules))));
  }

  /** Nothing was written of any of them. */
  private void unread(List<Ask> asks, Throwable e) {
    var meaning = Failures.undone(e);
    for (var ask : asks) if (!ask.answer().future().isComplete()) fail(ask, meaning);
  }

  private Future<Map<String, Future<Terms>>> termsOf(List<Ask> asks) {
    var now = clock.instant();
    var rules = new HashMap<String, Future<Terms>>();
    for (var ask : asks)
      rules.computeIfAbsent(
          ask.asker().institution(),
          name -> terms.find(name, now).timeout(TERMS_MILLIS, TimeUnit.MILLISECONDS));
    return Future.join(List.copyOf(rules.values())).transform(_ -> Future.succeededFuture(rules));
  }

  private List<Verdict> judged(List<Ask> asks, Found[] found, Map<String, Future<Terms>> rules) {
    var now = clock.instant();
    var verdicts = new ArrayList<Verdict>(asks.size());
    for (int i = 0; i < found.length; i++) {
      var ask = asks.get(i);
      var its = rules.get(ask.asker().institution());
      try {
        if (ask.isOver(System.nanoTime())) fail(ask, new ProblemException(ProblemCode.OVERLOADED));
        else if (its == null || its.failed())
          fail(
              ask,
              its == null
                  ? new IllegalStateException("no terms asked for")
                  : Failures.undone(its.cause()));
        else
          switch (judging.judge(ask, found[i], its.result(), now)) {
            case Outcome.ToWrite(var verdict) -> verdicts.add(verdict);
            case Outcome.Told(var answer) -> tell(ask, answer);
            case Outcome.Overtaken() -> overtaken(ask);
          }
      } catch (RuntimeException e) { // this one's own fault; the others go on
        fail(ask, e);
      }
    }
    return verdicts;
  }

  /** Never fails: each verdict is told, told to be unknown, judged anew or refused. */
  private Future<Void> write(SqlConnection db, List<Verdict> verdicts) {
    if (verdicts.isEmpty()) return Future.succeededFuture();
    long batch = ThreadLocalRandom.current().nextLong();
    return Future.<Void>succeededFuture()
        .compose(_ -> VerdictWrite.execute(db, batch, verdicts)) // what it throws is a failure too
        .transform(written -> {
          if (written.succeeded()) {
            settle(verdicts, written.result());
            return Future.succeededFuture();
          }
          return unwritten(db, batch, verdicts, written.cause());
        });
  }

  private Future<Void> unwritten(
      SqlConnection db, long batch, List<Verdict> verdicts, Throwable e) {
    if (Failures.isClash(e)) {
      verdicts.forEach(verdict -> overtaken(verdict.ask()));
      return Future.succeededFuture();
    }
    switch (Failures.sent(e)) {
      case OutcomeUnknown unknown -> unknowns.resolve(batch, verdicts, unknown);
      case DatabaseBusy busy -> verdicts.forEach(verdict -> fail(verdict.ask(), busy));
      case Throwable fault -> {
        int half = verdicts.size() / 2;
        if (half > 0)
          return write(db, verdicts.subList(0, half))
              .compose(_ -> write(db, verdicts.subList(half, verdicts.size())));
        alone(verdicts.getFirst(), fault);
      }
    }
    return Future.succeededFuture();
  }

  /** The database would not have this one: its reference is taken by now, or it is poison. */
  private void alone(Verdict verdict, Throwable fault) {
    if (verdict.kept() != null && Failures.isConstraint(fault)) overtaken(verdict.ask());
    else fail(verdict.ask(), fault);
  }

  /**
   * Tells those that are done, and judges the others anew.
   *
   * @param done by their place in the list
   */
  void settle(List<Verdict> verdicts, BitSet done) {
    for (int i = 0; i < verdicts.size(); i++)
      if (done.get(i)) tell(verdicts.get(i).ask(), verdicts.get(i).answer());
      else overtaken(verdicts.get(i).ask());
  }

  /** Others were faster, or hold the row: the first time at once, then with growing pauses. */
  void overtaken(Ask ask) {
    int times = ask.overtaken();
    if (ask.isOver(System.nanoTime())) fail(ask, new ProblemException(ProblemCode.OVERLOADED));
    else if (times == 1) again(ask);
    else vertx.setTimer(Math.min(PAUSE_MAX_MILLIS, 1L << Math.min(times, 10)), _ -> again(ask));
  }

  private void again(Ask ask) {
    line.again(ask);
    begin();
  }

  void tell(Ask ask, Answer answer) {
    line.leave(ask);
    ask.answer().tryComplete(answer);
  }

  void fail(Ask ask, Throwable e) {
    line.leave(ask);
    ask.answer().tryFail(e);
  }

  private void sweep() {
    for (var ask : line.late(System.nanoTime()))
      ask.answer().tryFail(new ProblemException(ProblemCode.OVERLOADED));
  }
}
