package dev.kagimori.stock.intake;

import dev.kagimori.audit.AuditLog;
import dev.kagimori.audit.Entry;
import dev.kagimori.audit.Source;
import dev.kagimori.database.Tx;
import dev.kagimori.institution.Institutions;
import dev.kagimori.institution.Times;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.StreamSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds imports whose rows say that they go on and whose sessions are gone: killed, or without a
 * database when they would have told of it. What they kept stays; they are told to be broken, or
 * refused where nothing is kept, so that nobody waits for them.
 */
public final class DeadImports {
  private static final Logger log = LoggerFactory.getLogger(DeadImports.class);
  private static final long EVERY_MILLIS = TimeUnit.MINUTES.toMillis(1);

  private static final String READING =
      "SELECT name FROM delivery WHERE institution = $1 AND state = 'READING' ORDER BY delivery";

  /** What an import of all or nothing had read is not in stock. */
  private static final String END =
      """
      UPDATE delivery
      SET state = CASE WHEN on_error = 'SKIP' AND accepted > 0 THEN 'BROKEN' ELSE 'REFUSED' END,
          accepted = CASE WHEN on_error = 'SKIP' THEN accepted ELSE 0 END,
          makes = CASE WHEN on_error = 'SKIP' THEN makes ELSE '{}' END, ended_at = $3
      WHERE institution = $1 AND name = $2 AND state = 'READING'
      RETURNING delivery, file_name, on_error, state, read, accepted, rejected
      """;

  private final Vertx vertx;
  private final Pool pool;
  private final InstantSource clock;
  private final AtomicBoolean looking = new AtomicBoolean();
  private final long timer;
  private volatile boolean closed;

  private DeadImports(Vertx vertx, Pool pool, InstantSource clock) {
    this.vertx = vertx;
    this.pool = pool;
    this.clock = clock;
    timer = vertx.setPeriodic(1, EVERY_MILLIS, _ -> look());
  }

  /** Looks at once, and then every minute. */
  public static DeadImports start(Vertx vertx, Pool pool, InstantSource clock) {
    return new DeadImports(vertx, pool, clock);
  }

  public void close() {
    closed = true;
    vertx.cancelTimer(timer);
  }

  /** By a thread that may wait. */
  private void look() {
    if (!looking.compareAndSet(false, true)) return;
    Thread.ofVirtual()
        .name("kagimori-dead-imports")
        .start(() -> {
          try {
            for (var institution : Institutions.all(pool)) end(pool, institution, clock.instant());
          } catch (RuntimeException e) {
            if (!closed)
              log.warn("imports that died could not be looked for; tried again in a minute", e);
          } finally {
            looking.set(false);
          }
        });
  }

  /** Those of one institution; awaits. */
  public static void end(Pool pool, String institution, Instant now) {
    for (var name : reading(pool, institution)) Tx.in(pool, db -> end(db, institution, name, now));
  }

  private static List<String> reading(Pool pool, String institution) {
    var rows = Tx.read(pool, READING, Tuple.of(institution));
    return StreamSupport.stream(rows.spliterator(), false)
        .map(row -> row.getString("name"))
        .toList();
  }

  private static boolean end(SqlConnection db, String institution, String name, Instant now) {
    if (!DeliveryLock.takeFromTheDead(db, institution, name)) return false;
    var values = Tuple.of(institution, name, Times.column(now));
    for (var row : db.preparedQuery(END).execute(values).await())
      AuditLog.append(db, entry(institution, name, row, now)).await();
    return true;
  }

  private static Entry entry(String institution, String name, Row row, Instant now) {
    return Entry.of(institution, now, new Source("kagimori", "", ""), Entry.Action.IMPORT)
        .with(
            new JsonObject()
                .put("file", row.getString("file_name"))
                .put("delivery", name)
                .put("onError", ImportOrder.OnError.valueOf(row.getString("on_error")).word())
                .put("number", row.getInteger("delivery"))
                .put("read", row.getLong("read"))
                .put("fobs", row.getLong("accepted"))
                .put("rejected", row.getLong("rejected")))
        .refused(ImportOutcome.Reason.INTERRUPTED.name());
  }
}
