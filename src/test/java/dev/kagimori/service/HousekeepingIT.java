package dev.kagimori.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kagimori.database.Database;
import dev.kagimori.database.EmbeddedDatabase;
import dev.kagimori.database.Migrations;
import dev.kagimori.secrets.Secrets;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;
import io.vertx.sqlclient.Pool;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(VertxExtension.class)
class HousekeepingIT {
  private static final Instant NOW = Instant.parse("2026-11-21T03:00:00Z");

  private static final String ROWS =
      """
      INSERT INTO idempotency (institution, client, method, path, key, fingerprint, created_at)
      SELECT 'minato', 'web', 'POST', '/v1', age::text, ''::bytea,
             timestamptz '2026-11-21T03:00:00Z' - age * interval '1 hour'
      FROM generate_series(0, 47) age
      """;

  private static final String[] OTHER_ROWS = {
    """
    INSERT INTO throttle (institution, scope, key, count, ends_at)
    SELECT 'minato', 'ADDRESS', decode(lpad(age::text, 4, '0'), 'hex'), 1,
           timestamptz '2026-11-21T03:00:00Z' - (age - 2) * interval '1 minute'
    FROM generate_series(0, 9) age
    """,
    """
    INSERT INTO data_key (institution, version, wrapped, created_at)
    VALUES ('minato', 1, ''::bytea, timestamptz '2026-11-21T03:00:00Z')
    """,
    """
    INSERT INTO token (institution, serial, kind, algorithm, digits, step_seconds, sealed_seed,
                       key_version, state, self_issued_at)
    SELECT 'minato', 'KG' || (1000000000 + age)::text, 'SOFTWARE', 'SHA1', 6, 30, ''::bytea, 1,
           CASE WHEN age = 39 THEN 'RELEASED' ELSE 'ACTIVATED' END,
           timestamptz '2026-11-21T03:00:00Z' - age * interval '1 day'
    FROM generate_series(28, 39) age
    """,
    """
    INSERT INTO device (institution, serial, sealing_key, signing_key, app_version, activated_at)
    SELECT institution, serial, ''::bytea, ''::bytea, '1.0.0', self_issued_at FROM token
    """
  };

  private static final String LEFT =
      """
      SELECT (SELECT count(*) FROM throttle),
             (SELECT string_agg(right(serial, 2), ',' ORDER BY serial) FROM token),
             (SELECT count(*) FROM device),
             (SELECT count(*) FROM audit WHERE action = 'DELETE_UNCLAIMED'
              AND at = timestamptz '2026-11-21T03:00:00Z' AND outcome = 'DONE')
      """;

  @Test
  void countsEndAndSelfIssuedTokensThatNobodyRegisteredGoAfterThirtyDays(
      Vertx vertx, VertxTestContext test, @TempDir Path directory) throws Exception {
    var database = EmbeddedDatabase.start(directory);
    Secrets.database(directory);
    Migrations.migrate(database.owner());
    Pool pool = Database.open(vertx, database.service());
    var added = pool.query("INSERT INTO institution VALUES ('minato', '00000001')").execute();
    for (var rows : OTHER_ROWS) added = added.compose(_ -> pool.query(rows).execute());
    added
        .compose(_ -> Housekeeping.sweep(pool, InstantSource.fixed(NOW)))
        .compose(_ -> pool.query(LEFT).execute())
        .eventually(pool::close)
        .onComplete(
            test.succeeding(rows -> {
              test.verify(() -> {
                var left = rows.iterator().next();
                assertEquals(3, left.getLong(0));
                assertEquals("28,29,30,39", left.getString(1));
                assertEquals(4, left.getLong(2));
                assertEquals(8, left.getLong(3));
              });
              vertx
                  .executeBlocking(() -> {
                    database.close();
                    return true;
                  })
                  .onComplete(test.succeedingThenComplete());
            }));
  }

  @Test
  void answersAreKeptForADayAndThenRemoved(
      Vertx vertx, VertxTestContext test, @TempDir Path directory) {
    var database = EmbeddedDatabase.start(directory);
    Secrets.database(directory);
    Migrations.migrate(database.owner());
    Pool pool = Database.open(vertx, database.service());
    pool.query("INSERT INTO institution VALUES ('minato', '00000001')")
        .execute()
        .compose(added -> pool.query(ROWS).execute())
        .compose(added -> Housekeeping.sweep(pool, InstantSource.fixed(NOW)))
        .compose(swept -> pool.query("SELECT count(*) FROM idempotency").execute())
        .eventually(pool::close)
        .onComplete(
            test.succeeding(rows -> {
              test.verify(() ->
                  assertEquals(Duration.ofHours(26).toHours(), rows.iterator().next().getLong(0)));
              vertx
                  .executeBlocking(() -> {
                    database.close();
                    return true;
                  })
                  .onComplete(test.succeedingThenComplete());
            }));
  }
}
