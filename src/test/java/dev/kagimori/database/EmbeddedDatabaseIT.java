package dev.kagimori.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.process.Jvm;
import dev.kagimori.secrets.Secrets;
import dev.kagimori.secrets.Traced;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabaseIT {
  @TempDir static Path directory;
  private static Vertx vertx;
  private static EmbeddedDatabase database;

  @BeforeAll
  static void start() {
    vertx = Vertx.vertx();
    database = EmbeddedDatabase.start(directory);
    Secrets.database(directory);
  }

  @AfterAll
  static void stop() {
    database.close();
    vertx.close().await();
  }

  private static String show(Pool pool, String setting) {
    return pool.query("SHOW " + setting).execute().await().iterator().next().getString(0);
  }

  private static String source(Pool pool, String setting) {
    return pool.preparedQuery("SELECT source FROM pg_settings WHERE name = $1")
        .execute(Tuple.of(setting))
        .await()
        .iterator()
        .next()
        .getString(0);
  }

  @Test
  void itIsDurableAndKeepsValuesOutOfItsLog() {
    var pool = Database.open(vertx, database.service());
    for (var on :
        new String[] {"fsync", "synchronous_commit", "full_page_writes", "data_checksums"})
      assertEquals("on", show(pool, on), on);
    assertEquals("0", show(pool, "log_parameter_max_length"));
    assertEquals("0", show(pool, "log_parameter_max_length_on_error"));
    assertEquals("panic", show(pool, "log_min_error_statement"));
    assertEquals("127.0.0.1", show(pool, "listen_addresses"));
    assertEquals("100", show(pool, "max_connections"));
    assertEquals("off", show(pool, "wal_compression"));
    assertEquals("15min", show(pool, "checkpoint_timeout"));
    for (var sized : new String[] {"shared_buffers", "max_wal_size", "min_wal_size"})
      assertEquals("configuration file", source(pool, sized), sized);
    assertEquals("5s", show(pool, "statement_timeout"));
    assertEquals("2s", show(pool, "lock_timeout"));
    assertEquals("2s", show(pool, "idle_in_transaction_session_timeout"));
    assertEquals("UTC", show(pool, "TimeZone"));
    assertEquals("kagimori", show(pool, "application_name"));
    pool.close().await();
  }

  @Test
  void nobodyComesInWithoutAPassword() {
    var admin = Database.open(vertx, database.superuser());
    var rules = admin.query("SELECT DISTINCT auth_method FROM pg_hba_file_rules").execute().await();
    assertEquals(1, rules.size());
    assertEquals("scram-sha-256", rules.iterator().next().getString(0));
    admin.close().await();

    var wrong =
        DatabaseUri.parse(
            "postgresql://kagimori:wrong@127.0.0.1:%d/kagimori?sslmode=disable"
                .formatted(database.port()));
    var pool = Database.open(vertx, wrong);
    assertThrows(DatabaseBusy.class, () -> Tx.read(pool, "SELECT 1", Tuple.tuple()));
    pool.close().await();
  }

  @Test
  void anotherLivingProcessOnTheSameDirectoryIsRefused() {
    var refused = assertThrows(CannotStart.class, () -> EmbeddedDatabase.start(directory));
    assertTrue(refused.toString().contains("Another Kagimori"), refused.toString());
    assertTrue(refused.toString().contains("使用中"), refused.toString());
  }

  @Test
  void passwordsAreForTheOwnerAlone(@TempDir Path other) throws Exception {
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(
            Files.getPosixFilePermissions(directory.resolve("passwords"))));
    EmbeddedDatabase.start(other).close();
    Files.setPosixFilePermissions(
        other.resolve("passwords"), PosixFilePermissions.fromString("rw-r--r--"));
    var refused = assertThrows(CannotStart.class, () -> EmbeddedDatabase.start(other));
    assertTrue(refused.toString().contains("chmod go="), refused.toString());
  }

  @Test
  void whatWasWrittenIsThereAfterARestartWhichTakesSeconds(@TempDir Path other) {
    try (var first = EmbeddedDatabase.start(other)) {
      var owner = Database.open(vertx, first.owner());
      owner.query("CREATE SCHEMA kagimori").execute().await();
      owner.query("CREATE TABLE kagimori.kept AS SELECT 42 AS n").execute().await();
      owner.close().await();
    }
    var begun = Instant.now();
    try (var again = EmbeddedDatabase.start(other)) {
      assertTrue(Duration.between(begun, Instant.now()).toSeconds() < 10);
      var owner = Database.open(vertx, again.owner());
      var rows = owner.query("SELECT n FROM kept").execute().await();
      assertEquals(42, rows.iterator().next().getInteger(0));
      owner.close().await();
    }
  }

  @Test
  void anInterruptedSetUpBeginsAnew(@TempDir Path other) throws Exception {
    Files.createDirectories(other.resolve("data"));
    Files.writeString(other.resolve("data/PG_VERSION"), "18\n");
    try (var begun = EmbeddedDatabase.start(other)) {
      assertTrue(begun.port() > 0);
    }
  }

  @Test
  void aServerThatAKilledProcessLeftIsStopped(@TempDir Path other) throws Exception {
    var command = Jvm.command(Traced.argument("left"));
    command.addAll(List.of(Left.class.getName(), other.toString()));
    var process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    var out = process.inputReader();
    var line = out.readLine();
    while (line != null && !line.equals("started")) line = out.readLine();
    assertEquals("started", line);
    Secrets.database(other);
    process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    var pid = Long.parseLong(Files.readAllLines(other.resolve("data/postmaster.pid")).getFirst());
    assertTrue(ProcessHandle.of(pid).isPresent());

    var begun = Instant.now();
    try (var again = EmbeddedDatabase.start(other)) {
      assertTrue(Duration.between(begun, Instant.now()).toSeconds() < 15);
      assertTrue(ProcessHandle.of(pid).isEmpty());
      assertTrue(again.port() > 0);
    }
  }

  /** A process that is killed while its PostgreSQL runs. */
  static final class Left {
    public static void main(String[] args) throws InterruptedException {
      EmbeddedDatabase.start(Path.of(args[0]));
      System.out.println("started");
      new CountDownLatch(1).await();
    }
  }
}
