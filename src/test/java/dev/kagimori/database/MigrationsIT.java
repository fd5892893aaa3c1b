package dev.kagimori.database;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.secrets.Secrets;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MigrationsIT {
  @TempDir static Path directory;
  @TempDir static Path scripts;
  private static Vertx vertx;
  private static EmbeddedDatabase database;
  private static Pool service;
  private static Pool admin;

  @BeforeAll
  static void start() {
    vertx = Vertx.vertx();
    database = EmbeddedDatabase.start(directory);
    Secrets.database(directory);
    service = Database.open(vertx, database.service());
    admin = Database.open(vertx, database.superuser());
  }

  @AfterAll
  static void stop() {
    service.close().await();
    admin.close().await();
    database.close();
    vertx.close().await();
  }

  private static String location() {
    return "filesystem:" + scripts;
  }

  private static void asAdmin(String sql) {
    admin.query(sql).execute().await();
  }

  @Test
  @Order(1)
  void theOwnerMigratesAndTheServiceSeesThatItIsCurrent() throws Exception {
    Files.writeString(
        scripts.resolve("V1__audit.sql"),
        """
        CREATE TABLE audit (institution text NOT NULL, id bigint NOT NULL, what text,
          PRIMARY KEY (institution, id));
        GRANT SELECT, INSERT ON audit TO kagimori;
        """);
    assertFalse(Migrations.isCurrent(database.service(), location()));
    assertEquals(1, Migrations.migrate(database.owner(), location()));
    assertEquals(0, Migrations.migrate(database.owner(), location()));
    assertTrue(Migrations.isCurrent(database.service(), location()));
    Files.writeString(scripts.resolve("V2__more.sql"), "CREATE TABLE more (institution text);");
    assertFalse(Migrations.isCurrent(database.service(), location()));
    assertEquals(1, Migrations.migrate(database.owner(), location()));
  }

  @Test
  @Order(2)
  void theServiceCanNeitherChangeTheSchemaNorTheAudit() {
    for (var sql :
        new String[] {
          "CREATE TABLE mine (n int)",
          "CREATE TABLE public.mine (n int)",
          "CREATE SCHEMA mine",
          "ALTER TABLE audit ADD COLUMN more int",
          "DROP TABLE audit",
          "UPDATE audit SET what = ''",
          "DELETE FROM audit",
          "TRUNCATE audit",
          "ALTER TABLE audit DISABLE TRIGGER ALL",
          "COPY audit TO PROGRAM 'true'",
          "SET ROLE kagimori_owner",
          "SET ROLE postgres"
        }) {
      var refused =
          assertThrows(PgException.class, () -> service.query(sql).execute().await(), sql);
      assertEquals("42501", refused.getSqlState(), sql);
    }
    service.query("INSERT INTO audit VALUES ('0001', 1, 'x')").execute().await();
  }

  @Test
  @Order(3)
  void aWeakRoleOnADurableDatabasePasses() {
    assertDoesNotThrow(() -> SafetyCheck.require(service));
  }

  @Test
  @Order(4)
  void theOwnerAndTheSuperuserAreRefused() {
    var owner = Database.open(vertx, database.owner());
    var refused = assertThrows(CannotStart.class, () -> SafetyCheck.require(owner));
    assertTrue(refused.toString().contains("owner of table"), refused.toString());
    assertTrue(refused.toString().contains("権限が強すぎます"), refused.toString());
    owner.close().await();
    assertThrows(CannotStart.class, () -> SafetyCheck.require(admin));
  }

  @Test
  @Order(5)
  void eachWayOfBeingTooStrongIsRefused() {
    refusedAfter("ALTER ROLE kagimori CREATEDB", "ALTER ROLE kagimori NOCREATEDB", "CREATEDB");
    refusedAfter(
        "ALTER ROLE kagimori CREATEROLE", "ALTER ROLE kagimori NOCREATEROLE", "CREATEROLE");
    refusedAfter("ALTER ROLE kagimori BYPASSRLS", "ALTER ROLE kagimori NOBYPASSRLS", "BYPASSRLS");
    refusedAfter(
        "GRANT CREATE ON SCHEMA kagimori TO kagimori",
        "REVOKE CREATE ON SCHEMA kagimori FROM kagimori",
        "CREATE in schema kagimori");
    refusedAfter(
        "GRANT CREATE ON DATABASE kagimori TO kagimori",
        "REVOKE CREATE ON DATABASE kagimori FROM kagimori",
        "CREATE in the database");
    refusedAfter(
        "GRANT UPDATE (what) ON kagimori.audit TO kagimori",
        "REVOKE UPDATE (what) ON kagimori.audit FROM kagimori",
        "UPDATE of audit");
    for (var may : new String[] {"DELETE", "TRUNCATE", "TRIGGER"})
      refusedAfter(
          "GRANT " + may + " ON kagimori.audit TO kagimori",
          "REVOKE " + may + " ON kagimori.audit FROM kagimori",
          may + " of audit");
    refusedAfter(
        "GRANT kagimori_owner TO kagimori WITH INHERIT FALSE, SET TRUE",
        "REVOKE kagimori_owner FROM kagimori",
        "owner of table");
    refusedAfter(
        "GRANT pg_execute_server_program TO kagimori",
        "REVOKE pg_execute_server_program FROM kagimori",
        "server files");
    refusedAfter(
        "GRANT pg_write_all_data TO kagimori",
        "REVOKE pg_write_all_data FROM kagimori",
        "DELETE of audit");
    SafetyCheck.require(service);
  }

  private static void refusedAfter(String strengthen, String weaken, String reason) {
    asAdmin(strengthen);
    var refused = assertThrows(CannotStart.class, () -> SafetyCheck.require(service), strengthen);
    asAdmin(weaken);
    assertTrue(refused.toString().contains(reason), refused.toString());
  }

  @Test
  @Order(6)
  void aDatabaseThatMayLoseCommitsIsRefused() {
    for (var setting : new String[] {"synchronous_commit", "full_page_writes"}) {
      asAdmin("ALTER ROLE kagimori RESET ALL");
      if (setting.equals("synchronous_commit"))
        asAdmin("ALTER ROLE kagimori SET " + setting + " = off");
      else {
        asAdmin("ALTER SYSTEM SET full_page_writes = off");
        asAdmin("SELECT pg_reload_conf()");
      }
      var fresh = Database.open(vertx, database.service());
      var refused = assertThrows(CannotStart.class, () -> SafetyCheck.require(fresh), setting);
      assertTrue(refused.toString().contains(setting), refused.toString());
      fresh.close().await();
    }
    asAdmin("ALTER SYSTEM RESET full_page_writes");
    asAdmin("SELECT pg_reload_conf()");
    asAdmin("ALTER ROLE kagimori RESET ALL");
  }

  @Test
  @Order(7)
  void valuesStayOutOfTheServersLog() throws Exception {
    var pool = Database.open(vertx, database.service());
    assertThrows(
        PgException.class,
        () ->
            Tx.once(
                pool, "INSERT INTO audit VALUES ($1, 1, $2)", Tuple.of("0001", "seed-in-clear")));
    assertThrows(
        PgException.class, () -> pool.query("SELECT 'seed-in-clear'::int").execute().await());
    pool.close().await();
    var found = false;
    try (var logs = Files.list(directory.resolve("data/log"))) {
      for (var log : logs.toList()) {
        var text = Files.readString(log);
        assertFalse(text.contains("INSERT INTO audit VALUES"), text);
        found |= text.contains("duplicate key value");
        assertFalse(text.contains("Key (institution"), text);
      }
    }
    assertTrue(found);
  }

  @Test
  @Order(8)
  void aMissingRoleIsSaidWithTheSqlToRun() {
    service.close().await();
    asAdmin("DROP OWNED BY kagimori");
    asAdmin("DROP ROLE kagimori");
    var refused =
        assertThrows(CannotStart.class, () -> Migrations.migrate(database.owner(), location()));
    assertTrue(refused.toString().contains("CREATE ROLE kagimori LOGIN"), refused.toString());
    assertTrue(refused.toString().contains("ロール kagimori がありません"), refused.toString());
  }
}
