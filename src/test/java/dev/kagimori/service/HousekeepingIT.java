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
