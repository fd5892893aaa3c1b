package dev.kagimori.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.audit.Archive.Outcome;
import dev.kagimori.audit.Archive.Step;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.PGConnection;

class ArchiveIT {
  private static final Instant NOW = Instant.parse("2026-11-21T03:00:00Z");

  /** What a file could get wrong: quotes, commas, line ends, nothing, no value, microseconds. */
  private static final String NASTY =
      """
      INSERT INTO audit (institution, at, client, address, request_id, action, operation, contract,
                         user_id, serial, outcome, reason, details)
      SELECT CASE mod(n, 2) WHEN 0 THEN 'minato' ELSE 'hoshi' END,
             kagimori.audit_month(?::timestamptz) + n * interval '1.000001 s', 'web', '::1',
             'r"' || n, 'VERIFY', CASE mod(n, 3) WHEN 0 THEN NULL WHEN 1 THEN '' ELSE '振込,"x"' END,
             E'c\\n' || n, 'a''b\\c', NULL, 'DONE', NULL,
             jsonb_build_object('step', n, 'text', E'line\\nline"\\t,')
      FROM generate_series(1, ?) n
      """;

  @TempDir static Path directory;
  private static AuditDatabase database;

  @BeforeAll
  static void open() {
    database = new AuditDatabase(directory);
  }

  @AfterAll
  static void close() {
    database.close();
  }

  private static void month(String middle, int rows) throws SQLException {
    try (var owner = database.owner();
        var make = owner.prepareStatement("SELECT audit_make(?::timestamptz)");
        var fill = owner.prepareStatement(NASTY)) {
      make.setString(1, middle);
      make.execute();
      fill.setString(1, middle);
      fill.setInt(2, rows);
      fill.execute();
    }
  }

  private static List<Outcome> archive(String before, Path to) throws SQLException, IOException {
    var outcomes = new ArrayList<Outcome>();
    try (var owner = database.owner()) {
      new Archive(owner, to).run(YearMonth.parse(before), 12, NOW, outcomes::add);
    }
    return outcomes;
  }

  /** The file of a month, read into a table and compared with a copy of what was there. */
  private static void holdsAllOf(Path file, String copy) throws Exception {
    try (var owner = database.owner();
        var statement = owner.createStatement();
        var csv = new GZIPInputStream(Files.newInputStream(file))) {
      statement.execute("DROP TABLE IF EXISTS again");
      statement.execute("CREATE TABLE again (LIKE audit)");
      owner
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyIn("COPY again FROM STDIN (FORMAT csv, HEADER true)", csv);
      for (var difference :
          List.of(
              "SELECT count(*) FROM (TABLE again EXCEPT ALL TABLE " + copy + ") d",
              "SELECT count(*) FROM (TABLE " + copy + " EXCEPT ALL TABLE again) d"))
        assertEquals(0, number(owner, difference), difference);
    }
  }

  private static long number(Connection db, String sql) throws SQLException {
    try (var statement = db.createStatement();
        var row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  private static void copy(String table, String copy) throws SQLException {
    try (var owner = database.owner();
        var statement = owner.createStatement()) {
      statement.execute("CREATE TABLE " + copy + " AS TABLE " + table);
    }
  }

  @Test
  void aMonthIsInItsFileToTheMicrosecondAndNoMoreInTheDatabase(@TempDir Path to) throws Exception {
    month("2023-01-15", 250_003);
    copy("audit_2023_01", "copy_2023_01");
    assertInstanceOf(Outcome.Archived.class, archive("2023-02", to).getFirst());
    assertFalse(database.tables().contains("audit_2023_01"));
    var file = to.resolve("audit-2023-01.csv.gz");
    holdsAllOf(file, "copy_2023_01");
    var manifest = new JsonObject(Files.readString(to.resolve("audit-2023-01.csv.gz.json")));
    assertEquals(250_003, manifest.getInteger("rows"));
    assertEquals("2022-12-31T15:00Z", manifest.getString("from"));
    var digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
    assertEquals(HexFormat.of().formatHex(digest), manifest.getString("sha256"));
    try (var files = Files.list(to)) {
      for (var one : files.toList())
        assertEquals(
            "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(one)));
    }
    assertEquals(List.of(), archive("2023-02", to), "nothing is left to do");
  }

  @ParameterizedTest
  @EnumSource(Step.class)
  void whereverItIsKilledTheNextRunGoesOnAndNothingIsLostOrTwice(Step last, @TempDir Path to)
      throws Exception {
    var year = 2010 + List.of(Step.values()).indexOf(last);
    var table = "audit_" + year + "_06";
    month(year + "-06-15", 1_000);
    copy(table, "copy_" + year);
    try (var owner = database.owner()) {
      var killed =
          new Archive(
              owner,
              to,
              step -> {
                if (step != last) return;
                abort(owner);
                throw new IllegalStateException("killed");
              });
      assertThrows(Exception.class, () -> killed.run(YearMonth.of(year, 7), 12, NOW, _ -> {}));
    }
    var file = to.resolve("audit-" + year + "-06.csv.gz");
    if (!database.tables().contains(table)) holdsAllOf(file, "copy_" + year);
    archive(year + "-07", to);
    assertFalse(database.tables().contains(table));
    holdsAllOf(file, "copy_" + year);
    assertFalse(Files.exists(to.resolve(file.getFileName() + ".part")));
  }

  private static void abort(Connection db) {
    try {
      db.abort(Runnable::run);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void entriesAreWrittenMeanwhile(@TempDir Path to) throws Exception {
    month("2026-11-21", 0);
    month("2022-03-15", 150_000);
    var going = new AtomicBoolean(true);
    var longest = new long[1];
    var count = new int[1];
    var writer =
        Thread.ofPlatform()
            .start(() -> {
              while (going.get()) {
                var begun = System.nanoTime();
                database.append(NOW);
                count[0]++;
                longest[0] = Math.max(longest[0], System.nanoTime() - begun);
              }
            });
    archive("2022-04", to);
    going.set(false);
    writer.join();
    assertTrue(count[0] > 10, "written meanwhile: " + count[0]);
    assertTrue(longest[0] < Duration.ofSeconds(1).toNanos(), "longest: " + longest[0]);
    assertEquals(
        List.of(String.valueOf(count[0])),
        database.column("SELECT count(*) FROM audit WHERE at = '" + NOW + "'"));
  }

  @Test
  void whatHasToStayStays(@TempDir Path to) throws Exception {
    month("2025-11-15", 10);
    var refused = archive("2025-12", to).getFirst();
    assertEquals(new Outcome.TooYoung(YearMonth.of(2025, 11)), refused);
    assertTrue(database.tables().contains("audit_2025_11"));
    try (var owner = database.owner()) {
      var archive = new Archive(owner, to);
      assertThrows(
          IllegalArgumentException.class,
          () -> archive.run(YearMonth.of(2020, 1), 11, NOW, _ -> {}));
    }
  }

  @Test
  void anotherFileOfThatNameIsLeftAloneAndNothingDropped(@TempDir Path to) throws Exception {
    month("2009-05-15", 10);
    archive("2009-06", to);
    month("2009-05-15", 11);
    var file = to.resolve("audit-2009-05.csv.gz");
    var before = Files.readAllBytes(file);
    assertInstanceOf(Outcome.Differs.class, archive("2009-06", to).getFirst());
    assertTrue(java.util.Arrays.equals(before, Files.readAllBytes(file)));
    assertTrue(database.tables().contains("audit_2009_05"));
    try (var owner = database.owner();
        var statement = owner.createStatement()) {
      statement.execute("DROP TABLE audit_2009_05");
    }
  }

  @Test
  void twoRunsTakeTurns(@TempDir Path to) throws Exception {
    try (var other = database.owner();
        var statement = other.createStatement()) {
      statement.execute("SELECT pg_advisory_lock(7146108206852)");
      assertEquals(List.of(new Outcome.Busy()), archive("2008-01", to));
    }
  }
}
