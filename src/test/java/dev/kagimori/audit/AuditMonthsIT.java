package dev.kagimori.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.kagimori.secrets.Expected;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.Year;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each test has years of its own, so that they do not meet. */
class AuditMonthsIT {
  @TempDir static Path directory;
  private static AuditDatabase database;

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private Instant now = Instant.EPOCH;
  private AuditMonths months;

  @BeforeAll
  static void open() {
    database = new AuditDatabase(directory);
  }

  @BeforeEach
  void measureAnew() {
    months = new AuditMonths(database.service, () -> now, registry);
  }

  @AfterAll
  static void close() {
    database.close();
  }

  private void prepareAt(String instant) {
    now = Instant.parse(instant);
    months.prepare().await();
  }

  /** As what it was told that months could not be made. */
  private List<Level> told(String... instants) {
    try (var log = Expected.of(AuditMonths.class.getName())) {
      for (var at : instants) prepareAt(at);
      return log.events().stream().map(ILoggingEvent::getLevel).toList();
    }
  }

  /** {@code Y0} to {@code Y5} stand for years to come, none of which is far off. */
  private static String y(String text) {
    var told = text;
    int first = Year.now(AuditMonth.ZONE).getValue() + 2;
    for (int n = 0; n <= 5; n++) told = told.replace("Y" + n, String.valueOf(first + n));
    return told;
  }

  private double gauge(String name) {
    return registry.get(name).gauge().value();
  }

  private static List<String> tablesOf(String... years) {
    return database.tables().stream()
        .filter(table -> List.of(years).stream().anyMatch(year -> table.contains("_" + year)))
        .toList();
  }

  @Test
  void tablesAreMadeAheadAlsoOverTheEndOfAYearOfTokyo() {
    prepareAt(y("Y0-11-21T03:00:00Z"));
    assertEquals(
        List.of(y("audit_Y0_11"), y("audit_Y0_12"), y("audit_Y1_01")), tablesOf(y("Y0"), y("Y1")));
    prepareAt(y("Y0-12-31T14:59:59.999999Z"));
    assertEquals(List.of(y("audit_Y1_01"), y("audit_Y1_02")), tablesOf(y("Y1")));
    prepareAt(y("Y0-12-31T15:00:00Z"));
    assertEquals(List.of(y("audit_Y1_01"), y("audit_Y1_02"), y("audit_Y1_03")), tablesOf(y("Y1")));
    assertEquals(0, gauge("kagimori.audit.months.missing"));

    for (var at : List.of(y("Y0-12-31T14:59:59.999999Z"), y("Y0-12-31T15:00:00Z")))
      database.append(Instant.parse(at));
    assertEquals(
        List.of(y("audit_Y0_12"), y("audit_Y1_01")),
        database.column(
            y("SELECT tableoid::regclass::text FROM audit WHERE at > 'Y0-12-31' ORDER BY at")));
    assertEquals(0, gauge("kagimori.audit.default.rows"));
  }

  @Test
  void monthsThatAreFarOffAreRefused() {
    var before = database.tables();
    for (var far : new String[] {"1999-01-01", "2199-01-01", "-infinity", "infinity"}) {
      var call = "SELECT * FROM audit_prepare('" + far + "')";
      assertThrows(PgException.class, () -> database.column(call), far);
    }
    assertThrows(PgException.class, () -> database.column("SELECT * FROM audit_prepare(NULL)"));
    prepareAt("1999-01-01T00:00:00Z");
    assertEquals(1, gauge("kagimori.audit.months.missing"));
    assertEquals(before, database.tables());
  }

  @Test
  void nobodyElseMayMakeTablesAndTheServiceMayInNoOtherWay() throws Exception {
    prepareAt(y("Y2-01-15T00:00:00Z"));
    for (var sql :
        new String[] {
          "SELECT audit_make(now())",
          "CREATE TABLE audit_2040_01 (LIKE audit)",
          "CREATE TEMP TABLE mine (n int)",
          y("ALTER TABLE audit DETACH PARTITION audit_Y2_01"),
          y("DROP TABLE audit_Y2_01"),
          y("SELECT * FROM audit_Y2_01"),
          y("INSERT INTO audit_Y2_01 SELECT * FROM audit"),
          y("UPDATE audit_Y2_01 SET client = ''"),
          y("DELETE FROM audit_Y2_01"),
          y("TRUNCATE audit_Y2_01"),
          "TRUNCATE audit_default",
          "DELETE FROM audit",
          "SELECT setval('audit_id', 1)"
        }) {
      var refused = assertThrows(PgException.class, () -> database.column(sql), sql);
      assertEquals("42501", refused.getSqlState(), sql);
    }
    try (var superuser = database.superuser()) {
      superuser.run(
          "CREATE ROLE stranger",
          "GRANT USAGE ON SCHEMA kagimori TO stranger",
          "SET ROLE stranger");
      var refused =
          assertThrows(
              SQLException.class, () -> superuser.column("SELECT made FROM audit_prepare(now())"));
      assertEquals("42501", refused.getSQLState());
      superuser.run("RESET ROLE");
      assertEquals(
          List.of(
              "kagimori_owner true {\"search_path=pg_catalog,"
                  + " pg_temp\",lock_timeout=250ms,TimeZone=UTC}"),
          superuser.column(
              """
              SELECT proowner::regrole || ' ' || prosecdef || ' ' || proconfig::text
              FROM pg_proc WHERE proname = 'audit_prepare'
              """));
    }
  }

  @Test
  void instancesThatComeAtOnceMakeEachTableOnce() {
    var pools = List.of(database.another(), database.another(), database.another());
    var calls = IntStream.range(0, 24).mapToObj(n -> prepare(pools.get(n % pools.size()))).toList();
    Future.join(calls).await();
    var rows = calls.stream().map(call -> call.result().iterator().next()).toList();
    assertEquals(3, rows.stream().mapToInt(row -> row.getInteger("made")).sum());
    rows.forEach(row -> assertEquals(null, row.getString("problem")));
    assertEquals(3, tablesOf(y("Y3")).size());
    pools.forEach(pool -> pool.close().await());
  }

  private static Future<RowSet<Row>> prepare(Pool pool) {
    return pool.query(y("SELECT * FROM audit_prepare('Y3-03-01')")).execute();
  }

  @Test
  void whatNoMonthTakesIsKeptAndToldAndMovedLater() throws Exception {
    try (var superuser = database.superuser();
        var owner = database.owner()) {
      superuser.run("REVOKE EXECUTE ON FUNCTION audit_prepare FROM kagimori");
      assertEquals(List.of(Level.ERROR), told(y("Y4-05-10T00:00:00Z"), y("Y4-05-11T00:00:00Z")));
      assertEquals(1, gauge("kagimori.audit.months.missing"));
      for (int n = 0; n < 5; n++) database.append(now.plusSeconds(n));
      database.append(Instant.parse(y("Y4-07-31T15:00:00Z")));
      superuser.run("GRANT EXECUTE ON FUNCTION audit_prepare TO kagimori");

      months.prepare().await();
      assertEquals(6, gauge("kagimori.audit.default.rows"));
      assertEquals(1, gauge("kagimori.audit.months.missing"));
      // the months that are still empty are made all the same
      assertEquals(List.of(y("audit_Y4_06"), y("audit_Y4_07")), tablesOf(y("Y4")));

      var ids = database.column(y("SELECT id FROM audit WHERE at > 'Y4-01-01' ORDER BY id"));
      var may = AuditMonth.ofTable(y("audit_Y4_05")).orElseThrow();
      var august = AuditMonth.ofTable(y("audit_Y4_08")).orElseThrow();
      assertEquals(Map.of(may, 5L, august, 1L), Strays.move(owner));
      assertEquals(Map.of(), Strays.move(owner));
      assertEquals(
          ids, database.column(y("SELECT id FROM audit WHERE at > 'Y4-01-01' ORDER BY id")));
      months.prepare().await();
      assertEquals(0, gauge("kagimori.audit.default.rows"));
      assertEquals(0, gauge("kagimori.audit.months.missing"));
      database.append(now);
      assertEquals(
          List.of("6"),
          database.column(
              y("SELECT count(*) FROM audit WHERE at > 'Y4-05-01' AND at < 'Y4-06-01'")));
      assertEquals(
          List.of(),
          superuser.column(
              y("SELECT relacl::text FROM pg_class WHERE relname = 'audit_Y4_05' AND relacl IS NOT")
                  + " NULL"));
    }
  }

  @Test
  void whoHoldsTheDefaultTableHoldsUpNeitherAnEntryNorForLongTheNextMonths() throws Exception {
    prepareAt(y("Y5-01-10T00:00:00Z"));
    try (var owner = database.owner();
        var statement = owner.createStatement()) {
      owner.setAutoCommit(false);
      statement.execute("LOCK TABLE audit_default IN ACCESS EXCLUSIVE MODE");
      assertEquals(List.of(Level.WARN), told(y("Y5-03-01T00:00:00Z"), y("Y5-03-02T00:00:00Z")));
      var begun = System.nanoTime();
      var looking = months.prepare();
      for (int n = 0; n < 20; n++) database.append(now);
      var inserted = Duration.ofNanos(System.nanoTime() - begun);
      assertTrue(inserted.compareTo(Duration.ofSeconds(2)) < 0, inserted.toString());
      assertFalse(looking.failed());
      looking.await();
      assertEquals(1, gauge("kagimori.audit.months.missing"));
      owner.rollback();
    }
    months.prepare().await();
    assertEquals(0, gauge("kagimori.audit.months.missing"));
    assertTrue(tablesOf(y("Y5")).contains(y("audit_Y5_05")));
  }
}
