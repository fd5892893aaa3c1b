package dev.kagimori.stock;

import dev.kagimori.institution.TermsStore;
import dev.kagimori.institution.Times;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sums up every minute what was written down of the stock, and tells what of it somebody has to be
 * woken for.
 */
public final class StockWatch {
  private static final Logger log = LoggerFactory.getLogger(StockWatch.class);
  private static final int BITES_MAX = 50;
  private static final long EVERY_MILLIS = TimeUnit.MINUTES.toMillis(1);

  private static final String INSTITUTIONS =
      """
      SELECT institution FROM institution i
      WHERE EXISTS (SELECT FROM terms t WHERE t.institution = i.institution
                    AND t.effective_from <= $1)
      """;

  private final AtomicLong low = new AtomicLong();
  private final Pool pool;
  private final TermsStore terms;

  private final Vertx vertx;
  private final long timer;

  private StockWatch(
      Vertx vertx, Pool pool, TermsStore terms, InstantSource clock, MeterRegistry meters) {
    this.vertx = vertx;
    this.pool = pool;
    this.terms = terms;
    Gauge.builder("kagimori.stock.low", low, AtomicLong::get)
        .description(
            "Makes of fobs at branches of all institutions that will not last as long as"
                + " the terms want")
        .register(meters);
    timer = vertx.setPeriodic(1, EVERY_MILLIS, _ -> tick(clock.instant()));
  }

  /** The first look is at once. */
  public static StockWatch start(
      Vertx vertx, Pool pool, TermsStore terms, InstantSource clock, MeterRegistry meters) {
    return new StockWatch(vertx, pool, terms, clock, meters);
  }

  public void close() {
    vertx.cancelTimer(timer);
  }

  private void tick(Instant now) {
    var _ =
        sweep(now)
            .onFailure(
                e -> log.warn("the stock could not be summed up; tried again in a minute", e));
  }

  /** Sums up what has been written down since, and counts anew. */
  private Future<Void> sweep(Instant now) {
    return folded(TokenCounts::fold, BITES_MAX)
        .compose(_ -> folded(LowStock::fold, BITES_MAX))
        .compose(_ -> pool.preparedQuery(INSTITUTIONS).execute(Tuple.of(Times.column(now))))
        .compose(rows -> {
          var sum = Future.succeededFuture(0L);
          for (var institution :
              StreamSupport.stream(rows.spliterator(), false)
                  .map(row -> row.getString("institution"))
                  .toList())
            sum = sum.compose(before -> low(institution, now).map(its -> before + its));
          return sum;
        })
        .onSuccess(low::set)
        .mapEmpty();
  }

  /** Bite by bite, until there is no whole one left. */
  private Future<Void> folded(Function<Pool, Future<Integer>> bite, int most) {
    return bite.apply(pool)
        .compose(taken ->
            taken < TokenCounts.BITE || most == 1
                ? Future.succeededFuture()
                : folded(bite, most - 1));
  }

  private Future<Long> low(String institution, Instant now) {
    return terms
        .find(institution, now)
        .compose(rules -> LowStock.of(pool, institution, rules, now))
        .map(lines -> lines.stream().filter(LowStock.Line::low).count());
  }
}
