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

  /** The last and the first microsecond of two months of Tokyo, and long ago. */
  private static final String EDGES =
      """
      INSERT INTO audit (institution, at, client, address, request_id, action, outcome, details)
      SELECT 'minato', at::timestamptz, 'web', '127.0.0.1', 'edge', 'STOP', 'DONE', '{}'
      FROM unnest(ARRAY['2026-10-31T14:59:59.999999Z', '2026-10-31T15:00:00Z',
                        '2024-12-31T15:00:00Z']) at
      """;

  private static final String PLACES =
      """
      SELECT tableoid::regclass || ' ' || count(*) || ' ' || min(id) FROM audit GROUP BY tableoid
      ORDER BY 1
      """;

  private static final String EXPLAIN =
      """
      EXPLAIN SELECT id FROM audit
      WHERE at >= '2026-10-31T15:00:00Z' AND at < '2026-11-30T15:00:00Z' AND (id >> 20)::int = 0
        AND hashtext(contract) # hashtext(user_id) = hashtext('c-7') # hashtext('hanako')
        AND institution = 'minato' AND contract = 'c-7' AND user_id = 'hanako'
      ORDER BY (id >> 20)::int DESC, hashtext(contract) # hashtext(user_id) DESC, id DESC LIMIT 10
      """;

  @Test
  void theFirstVersionsAuditIsKeptInTablesOfItsMonths(@TempDir Path directory, @TempDir Path first)
      throws IOException {
    var vertx = Vertx.vertx();
    copy("V1__main_path.sql", first);
    try (var database = EmbeddedDatabase.start(directory)) {
      assertEquals(1, Migrations.migrate(database.owner(), "filesystem:" + first));
      var pool = Database.open(vertx, database.service());
      pool.query(ENTRIES).execute().await();
      copy("V2__judgements.sql", first);
      assertEquals(1, Migrations.migrate(database.owner(), "filesystem:" + first));
      pool.query(EDGES).execute().await();
      var before = column(pool, "SELECT a::text FROM audit a ORDER BY id");
      assertFalse(Migrations.isCurrent(database.service()));

      assertTrue(Migrations.migrate(database.owner()) >= 1);
      assertTrue(Migrations.isCurrent(database.service()));
      assertEquals(before, column(pool, "SELECT a::text FROM audit a ORDER BY id"));
      assertEquals(
          List.of("audit_2025_01 1 5003", "audit_2026_10 1 5001", "audit_2026_11 5001 1"),
          column(pool, PLACES));
      pool.query(EDGES).execute().await();
      assertEquals(
          List.of("5006"), column(pool, "SELECT max(id)::text FROM audit"), "numbers go on");

      var owner = Database.open(vertx, database.owner());
      owner.query("ANALYZE audit").execute().await();
      owner.close().await();
      var plan = String.join("\n", column(pool, EXPLAIN));
      assertTrue(plan.contains("Index Scan"), plan);
      assertFalse(plan.contains("Sort"), plan);
      pool.close().await();
    } finally {
      vertx.close().await();
    }
  }

  private static void copy(String migration, Path to) throws IOException {
    try (var in =
        Objects.requireNonNull(UpgradeIT.class.getResourceAsStream("/db/migration/" + migration))) {
      Files.write(to.resolve(migration), in.readAllBytes());
    }
  }

  private static List<String> column(Pool pool, String sql) {
    var rows = pool.query(sql).execute().await();
    return StreamSupport.stream(rows.spliterator(), false)
        .map((Row row) -> row.getString(0))
        .toList();
  }
}
