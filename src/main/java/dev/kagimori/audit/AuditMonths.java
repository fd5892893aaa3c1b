package dev.kagimori.audit;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Has the tables of this month and the next two made before they are needed. Where that fails, no
 * entry is lost: what no month takes goes to {@code audit_default}, and an alarm is raised.
 */
public final class AuditMonths {
  private static final Logger log = LoggerFactory.getLogger(AuditMonths.class);

  private static final String PREPARE = "SELECT made, problem, strays FROM audit_prepare($1)";
  private static final String THERE = "SELECT to_regclass($1) IS NOT NULL";

  private final Pool pool;
  private final InstantSource clock;
  private final AtomicInteger strays = new AtomicInteger();
  private final AtomicInteger failed = new AtomicInteger();
  private volatile @Nullable String toldLast;

  /**
   * Measures {@code kagimori_audit_default_rows} (counted up to 100,000) and {@code
   * kagimori_audit_months_missing} (1: the last try failed).
   *
   * @param pool as the service
   */
  public AuditMonths(Pool pool, InstantSource clock, MeterRegistry registry) {
    this.pool = pool;
    this.clock = clock;
    Gauge.builder("kagimori.audit.default.rows", strays, AtomicInteger::get)
        .description("audit rows that no month's table took")
        .register(registry);
    Gauge.builder("kagimori.audit.months.missing", failed, AtomicInteger::get)
        .description("1: the tables of the audit's next months could not be made")
        .register(registry);
  }

  /** One look, of a few milliseconds where nothing is missing; what fails is logged, not thrown. */
  public Future<Void> prepare() {
    var now = clock.instant();
    return pool.preparedQuery(PREPARE)
        .execute(Tuple.of(now.atOffset(ZoneOffset.UTC)))
        .map(rows -> looked(rows.iterator().next()))
        .otherwise(e -> Optional.of(String.valueOf(e.getMessage())))
        .compose(problem -> problem.isPresent() ? failed(problem.get(), now) : well());
  }

  /** What could not be made. */
  private Optional<String> looked(Row row) {
    int made = row.getInteger("made");
    if (made > 0) log.atInfo().addKeyValue("tables", made).log("tables for the audit were made");
    int found = row.getInteger("strays");
    if (found > 0 && strays.getAndSet(found) == 0)
      log.atError().addKeyValue("rows", found).log("audit rows lie in audit_default");
    strays.set(found);
    return Optional.ofNullable(row.getString("problem"));
  }

  private Future<Void> well() {
    failed.set(0);
    toldLast = null;
    return Future.succeededFuture();
  }

  /**
   * Told when it is new; the gauge goes on telling. Months that are not needed yet are tried for
   * again in time, such as where the database was busy.
   */
  private Future<Void> failed(String problem, Instant now) {
    failed.set(1);
    var needed = AuditMonth.at(now).table();
    var told = needed + ": " + problem;
    if (told.equals(toldLast)) return Future.succeededFuture();
    toldLast = told;
    return pool.preparedQuery(THERE)
        .execute(Tuple.of("kagimori." + needed))
        .map(rows -> rows.iterator().next().getBoolean(0))
        .otherwise(true) // not known: whoever writes finds out
        .onSuccess(isThere ->
            log.atLevel(isThere ? Level.WARN : Level.ERROR)
                .addKeyValue("problem", problem)
                .log("the audit's next months could not be made"))
        .mapEmpty();
  }
}
