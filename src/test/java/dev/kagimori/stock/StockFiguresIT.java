package dev.kagimori.stock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.database.Database;
import dev.kagimori.database.EmbeddedDatabase;
import dev.kagimori.database.Migrations;
import dev.kagimori.database.Superuser;
import dev.kagimori.database.Tx;
import dev.kagimori.institution.TermsFile;
import dev.kagimori.institution.TermsJson;
import dev.kagimori.secrets.Secrets;
import dev.kagimori.token.Inspection;
import dev.kagimori.token.SerialNumber;
import dev.kagimori.token.TokenState;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Look-up, lists and counts where there are many tokens: {@code -Dstock.tokens=10000000} for the
 * figures in the documents, which takes minutes; by their plans otherwise.
 */
class StockFiguresIT {
  private static final int TOKENS = Integer.getInteger("stock.tokens", 200_000);
  private static final int BITE = 500_000;
  private static final int TIMES = TOKENS > 1_000_000 ? 200 : 20;
  private static final String BANK = "bank";
  private static final Selection ALL = new Selection.Range(serial(1), serial(TOKENS));

  private static final String[] COUNTED = {
    """
    INSERT INTO token_count
    SELECT institution, branch, make, kind, state, coalesce(inspection, 'UNCHECKED'), count(*)
    FROM token GROUP BY 1, 2, 3, 4, 5, 6
    """,
    """
    INSERT INTO token_age
    SELECT institution, make, delivery, token_month(delivered_at), state, count(*)
    FROM token GROUP BY 1, 2, 3, 4, 5
    """,
    """
    INSERT INTO delivery
    SELECT 'bank', n, 'delivery ' || n, '2020-01-01T00:00:00Z', 'staff:keeper', 'HQ'
    FROM generate_series(1, %d) n
    """
        .formatted(TOKENS / 5000 + 1),
    "VACUUM ANALYZE token",
    "VACUUM ANALYZE token_count",
    "VACUUM ANALYZE token_age"
  };

  @TempDir static Path directory;
  private static Vertx vertx;
  private static EmbeddedDatabase database;
  private static Superuser superuser;
  private static Pool pool;

  @BeforeAll
  static void fill() throws SQLException, IOException {
    vertx = Vertx.vertx();
    database = EmbeddedDatabase.start(directory);
    Secrets.database(directory);
    Migrations.migrate(database.owner());
    pool = Database.open(vertx, database.service());
    superuser = Superuser.of(directory);
    superuser.run(
        "ALTER SYSTEM SET fsync = off",
        "ALTER SYSTEM SET max_wal_size = '8GB'",
        "SELECT pg_reload_conf()",
        "SET synchronous_commit = off",
        "SET maintenance_work_mem = '1GB'",
        "INSERT INTO institution VALUES ('bank', '00000001')");
    var indexes = indexes("indexdef");
    for (var name : indexes("indexname")) superuser.run("DROP INDEX " + name);
    for (int n = 1; n <= TOKENS; n += BITE)
      superuser.force(rows(n, Math.min(TOKENS, n + BITE - 1)));
    for (var index : indexes) superuser.run(index);
    superuser.run(COUNTED);
  }

  private static List<String> indexes(String column) throws SQLException {
    var of = " FROM pg_indexes WHERE tablename = 'token' AND indexname NOT LIKE '%pkey'";
    return superuser.column("SELECT " + column + of);
  }

  @AfterAll
  static void close() throws SQLException {
    superuser.close();
    pool.close().await();
    database.close();
    vertx.close().await();
  }

  private static String rows(int first, int last) {
    return """
    INSERT INTO token (institution, serial, kind, algorithm, digits, step_seconds, sealed_seed,
                       key_version, state, owner_contract, owner_user, last_step, delivered_at,
                       delivered_drift, make, delivery, box, branch, shelf, inspection)
    SELECT 'bank', 'GM' || lpad(n::text, 10, '0'), 'HARDWARE', 'SHA1', 6, 30,
           sha256(n::text::bytea) || sha256(n::text::bytea), 1, state,
           CASE WHEN state <> 'IN_STOCK' THEN 'c-' || n END,
           CASE WHEN state <> 'IN_STOCK' THEN 'user' END, n,
           timestamptz '2020-01-01T00:00:00Z' + n / 5000 * interval '1 day', 0, 'GM',
           n / 5000 + 1, CASE WHEN state = 'IN_STOCK' THEN 'B-' || n / 500 END,
           'BR-' || n %% 200, NULL, CASE WHEN n %% 50 = 0 THEN NULL ELSE 'CHECKED' END
    FROM (
      SELECT n, CASE WHEN n * 7919 %% 100 < 85 THEN 'IN_USE' WHEN n * 7919 %% 100 < 90 THEN 'IN_STOCK'
                     WHEN n * 7919 %% 100 < 93 THEN 'ALLOCATED' WHEN n * 7919 %% 100 < 97 THEN 'RELEASED'
                     WHEN n * 7919 %% 100 < 99 THEN 'REVOKED' ELSE 'RETIRED' END AS state
      FROM generate_series(%d::bigint, %d::bigint) n) AS made
    """
        .formatted(first, last);
  }

  private static FobFilter filter(
      @Nullable TokenState state,
      @Nullable String branch,
      @Nullable Integer delivery,
      @Nullable Inspection inspection,
      @Nullable String make) {
    return new FobFilter(state, inspection, branch, null, delivery, make, null, 100);
  }

  private static Map<String, FobFilter> filters() {
    var filters = new LinkedHashMap<String, FobFilter>();
    filters.put("all", filter(null, null, null, null, null));
    filters.put("state", filter(TokenState.IN_STOCK, null, null, null, null));
    filters.put("state in use", filter(TokenState.IN_USE, null, null, null, null));
    filters.put("branch", filter(null, "BR-7", null, null, null));
    filters.put("branch, state", filter(TokenState.IN_STOCK, "BR-7", null, null, null));
    filters.put("make, state", filter(TokenState.RELEASED, null, null, null, "GM"));
    filters.put("delivery", filter(null, null, 3, null, null));
    filters.put("inspection", filter(null, null, null, Inspection.DEFECTIVE, null));
    filters.put("branch, inspection", filter(null, "BR-8", null, Inspection.UNCHECKED, null));
    return filters;
  }

  private static FobFilter after(FobFilter filter, SerialNumber after) {
    return new FobFilter(
        filter.state(),
        filter.inspection(),
        filter.branch(),
        filter.box(),
        filter.delivery(),
        filter.make(),
        after,
        filter.limit());
  }

  @Test
  @DisplayName("no list and no look-up reads or sorts the table, whatever plan is made")
  void plans() throws SQLException {
    for (var filter : filters().entrySet()) {
      superuser.run(
          "SET plan_cache_mode = force_generic_plan", "PREPARE page AS " + filter.getValue().sql());
      var plan =
          String.join(
              "\n", superuser.column("EXPLAIN EXECUTE page (" + values(filter.getValue()) + ")"));
      superuser.run("DEALLOCATE page");
      assertFalse(plan.contains("Seq Scan on token"), filter.getKey() + "\n" + plan);
      assertFalse(plan.contains("Bitmap"), filter.getKey() + "\n" + plan);
      assertTrue(plan.contains("Index Scan using token_of_"), filter.getKey() + "\n" + plan);
      if (filter.getValue().isServed())
        assertFalse(plan.contains("Sort  "), filter.getKey() + "\n" + plan);
    }
  }

  private static String values(FobFilter filter) {
    var values = new StringBuilder("'bank'");
    for (int n = 0; n < filter.values().size(); n++)
      values.append(", '").append(filter.values().getValue(n)).append('\'');
    return values.toString();
  }

  @Test
  @DisplayName("the counts are those of all rows")
  void counts() throws SQLException {
    var counted = Tx.reading(pool, db -> TokenCounts.of(db, BANK, null, null));
    assertEquals(TOKENS, counted.getInteger("fobs"));
    assertEquals(
        superuser.column("SELECT count(*) FROM token WHERE state = 'IN_STOCK'"),
        List.of(counted.getJsonObject("states").getValue("IN_STOCK").toString()));
  }

  @Test
  @DisplayName("more than may be handled, or nothing, is refused before a row is held")
  void refusals() {
    var none = new Selection.Box("NO-BOX");
    var refused =
        Stream.of(ALL, none, new Selection.OfDelivery(2))
            .map(fobs -> Tx.reading(pool, db -> HeldFob.refusal(db, BANK, fobs)).orElse(null));
    assertEquals(
        Arrays.asList(new Handled.TooMany(), new Handled.NoneThere(none), null), refused.toList());
  }

  @Test
  @DisplayName("look-up, page 1, page 1,000 and counts, in milliseconds: median, 95 %, most")
  void figures() {
    var terms = TermsJson.read(TermsFile.shipped("minato"));
    var random = new Random(TOKENS);
    var told = new StringBuilder("of " + TOKENS + " tokens, in ms (median, 95 %, most)\n");
    tell(
        told,
        "look-up",
        db -> FobSheet.of(db, BANK, serial(1 + random.nextInt(TOKENS)), terms).orElseThrow());
    filters()
        .forEach((name, filter) -> {
          tell(told, "page 1, " + name, db -> FobList.of(db, BANK, filter));
          var late = serial(TOKENS - TOKENS / 3);
          tell(
              told,
              "page 1,000, " + name,
              db -> FobList.of(db, BANK, after(filter, page(db, filter, late))));
        });
    tell(told, "count by state", db -> TokenCounts.of(db, BANK, null, null));
    tell(told, "count of a branch", db -> TokenCounts.of(db, BANK, "BR-9", null));
    tell(
        told,
        "low stock",
        db -> LowStock.of(db, BANK, terms, Instant.parse("2026-11-21T00:00:00Z")).await());
    tell(told, "refusing to move all", db -> HeldFob.refusal(db, BANK, ALL));
    tell(told, "battery", db -> BatteryReport.of(db, BANK, terms));
    System.out.println(told);
  }

  private static final Map<FobFilter, SerialNumber> PAGES = new LinkedHashMap<>();

  /** Where page 1,000 begins, found once; past a third of all where there are fewer pages. */
  private static SerialNumber page(SqlConnection db, FobFilter filter, SerialNumber late) {
    return PAGES.computeIfAbsent(
        filter,
        _ -> {
          var at = filter;
          for (int n = 0; n < (TOKENS > 1_000_000 ? 199 : 3); n++) {
            var next = FobList.of(db, BANK, wide(at)).next();
            if (next == null) return late;
            at = after(at, new SerialNumber(next));
          }
          var reached = at.after();
          return reached == null ? late : reached;
        });
  }

  /** Pages five times as long, to come there sooner. */
  private static FobFilter wide(FobFilter filter) {
    return new FobFilter(
        filter.state(),
        filter.inspection(),
        filter.branch(),
        filter.box(),
        filter.delivery(),
        filter.make(),
        filter.after(),
        FobFilter.LIMIT_MAX);
  }

  private static SerialNumber serial(int n) {
    return new SerialNumber("GM%010d".formatted(n));
  }

  private static void tell(StringBuilder told, String name, Function<SqlConnection, Object> work) {
    for (int n = 0; n < 10; n++) Tx.reading(pool, work);
    var nanos = new long[TIMES];
    for (int n = 0; n < TIMES; n++) {
      long begin = System.nanoTime();
      Tx.reading(pool, work);
      nanos[n] = System.nanoTime() - begin;
    }
    Arrays.sort(nanos);
    told.append(
        "%-32s %7.2f %7.2f %7.2f%n"
            .formatted(
                name,
                nanos[TIMES / 2] / 1e6,
                nanos[TIMES * 95 / 100] / 1e6,
                nanos[TIMES - 1] / 1e6));
  }
}
