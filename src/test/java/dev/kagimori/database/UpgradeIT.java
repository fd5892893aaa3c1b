package dev.kagimori.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database of the first version is brought to the present one with what it holds. */
class UpgradeIT {
  private static final String ENTRIES =
      """
      INSERT INTO audit (institution, at, client, address, request_id, action, contract, user_id,
                         outcome, details)
      SELECT 'minato', '2026-11-21T01:00:00Z', 'web', '127.0.0.1', 'r', 'STOP', 'c-' || n, 'hanako',
             'DONE', '{}'
      FROM generate_series(1, 5000) n
      """;

  private static final String EXPLAIN =
      """
      EXPLAIN SELECT id FROM audit
      WHERE institution = 'minato' AND contract = 'c-7' AND user_id = 'hanako' AND
      """;

  @Test
  void theFirstVersionsDataIsKeptAndTheListOfJudgementsHasAnIndex(
      @TempDir Path directory, @TempDir Path first) throws IOException {
    try (var in =
        Objects.requireNonNull(
            UpgradeIT.class.getResourceAsStream("/db/migration/V1__main_path.sql"))) {
      Files.write(first.resolve("V1__main_path.sql"), in.readAllBytes());
    }
    var vertx = Vertx.vertx();
    try (var database = EmbeddedDatabase.start(directory)) {
      assertEquals(1, Migrations.migrate(database.owner(), "filesystem:" + first));
      var pool = Database.open(vertx, database.service());
      pool.query(ENTRIES).execute().await();
      assertFalse(Migrations.isCurrent(database.service()));

      assertTrue(Migrations.migrate(database.owner()) >= 1);
      assertTrue(Migrations.isCurrent(database.service()));
      assertEquals(5000, pool.query("SELECT id FROM audit").execute().await().size());
      var owner = Database.open(vertx, database.owner());
      owner.query("ANALYZE audit").execute().await();
      owner.close().await();
      var five = "action IN ('VERIFY', 'START', 'OPEN_EXCHANGE', 'EXCHANGE_IN', 'STOP')";
      assertTrue(plan(pool, five).contains("audit_judgements"), plan(pool, five));
      // as the version before asks, which may still be running
      var one = "action = 'VERIFY'";
      assertTrue(plan(pool, one).contains("audit_judgements"), plan(pool, one));
      pool.close().await();
    } finally {
      vertx.close().await();
    }
  }

  private static String plan(Pool pool, String actions) {
    var rows = pool.query(EXPLAIN + actions).execute().await();
    List<String> lines =
        StreamSupport.stream(rows.spliterator(), false).map((Row row) -> row.getString(0)).toList();
    return String.join("\n", lines);
  }
}
