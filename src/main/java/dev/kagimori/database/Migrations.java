package dev.kagimori.database;

import io.vertx.sqlclient.Pool;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.flywaydb.core.Flyway;

/**
 * The schema, migrated by Flyway as its owner from {@code classpath:db/migration}. It lies in the
 * schema {@link Database#SCHEMA}; the migrations grant to {@link Database#SERVICE_ROLE} by name,
 * and have no placeholders.
 *
 * <p>What takes a URI blocks on a thread of its own; nothing here may be called from an event loop.
 */
public final class Migrations {
  private static final String LOCATION = "classpath:db/migration";
  private static final String APPLICATION = "kagimori migrate";
  private static final Duration LIMIT = Duration.ofMinutes(10);

  private Migrations() {}

  /**
   * Brings the schema up to date. Two at once take turns.
   *
   * @return how many migrations were run
   * @throws CannotStart when the role of the service is missing, or the database cannot be reached
   */
  public static int migrate(DatabaseUri owner) {
    return migrate(owner, LOCATION);
  }

  static int migrate(DatabaseUri owner, String location) {
    return apart(() -> {
      requireRole(owner);
      var run = flyway(owner, location).migrate().migrationsExecuted;
      allowToLook(owner);
      return run;
    });
  }

  /**
   * Whether every migration of this program was run. A newer schema is current too, so that
   * instances can be replaced one by one.
   *
   * @param service the service's own role is enough
   */
  public static boolean isCurrent(DatabaseUri service) {
    return isCurrent(service, LOCATION);
  }

  static boolean isCurrent(DatabaseUri service, String location) {
    return apart(() -> {
      try (var db = connect(service)) {
        return SchemaHistory.isCurrent(db, location);
      }
    });
  }

  /**
   * Refuses a schema that lacks a migration.
   *
   * @throws CannotStart naming the command to run
   */
  public static void requireCurrent(DatabaseUri service) {
    require(isCurrent(service));
  }

  /** {@link #requireCurrent(DatabaseUri)}, on a pool that is open already. Awaits. */
  public static void requireCurrent(Pool service) {
    require(SchemaHistory.isCurrent(service, LOCATION));
  }

  private static void require(boolean current) {
    if (!current)
      throw new CannotStart(
          "データベースのスキーマが古いか、ありません。kagimori migrate を所有者 %s で実行してください。"
              .formatted(Database.OWNER_ROLE),
          "The database schema is missing or out of date. Run kagimori migrate as its owner %s."
              .formatted(Database.OWNER_ROLE));
  }

  private static Flyway flyway(DatabaseUri uri, String location) {
    return Flyway.configure()
        .dataSource(Jdbc.url(uri), uri.user(), uri.password())
        .jdbcProperties(Jdbc.properties(uri, APPLICATION, LIMIT))
        .locations(location)
        .failOnMissingLocations(true)
        .defaultSchema(Database.SCHEMA)
        .createSchemas(true)
        .placeholderReplacement(false)
        .validateMigrationNaming(true)
        .cleanDisabled(true)
        .loggers("slf4j")
        .load();
  }

  private static Connection connect(DatabaseUri uri) throws SQLException {
    return Jdbc.connect(uri, APPLICATION, LIMIT);
  }

  private static void requireRole(DatabaseUri uri) throws SQLException {
    try (var db = connect(uri)) {
      if (exists(db, "SELECT 1 FROM pg_roles WHERE rolname = 'kagimori'")) return;
    }
    throw new CannotStart(
        "データベースにロール kagimori がありません。管理者が次を実行してください:\n" + RoleSetup.BY_HAND,
        "The database has no role kagimori. Let its administrator run:\n" + RoleSetup.BY_HAND);
  }

  private static boolean exists(Connection db, String sql) throws SQLException {
    try (var statement = db.createStatement();
        var rows = statement.executeQuery(sql)) {
      return rows.next();
    }
  }

  /** The service looks into the history at its start. */
  private static void allowToLook(DatabaseUri uri) throws SQLException {
    try (var db = connect(uri);
        var statement = db.createStatement()) {
      statement.execute("GRANT USAGE ON SCHEMA kagimori TO kagimori");
      statement.execute("GRANT SELECT ON kagimori.flyway_schema_history TO kagimori");
    }
  }

  private interface Work<T> {
    T run() throws SQLException;
  }

  private static <T> T apart(Work<T> work) {
    var task = new FutureTask<T>(work::run);
    Thread.ofPlatform().daemon().name("kagimori-migrations").start(task);
    try {
      return task.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof CannotStart refused) throw refused;
      var cause = Objects.requireNonNullElse(e.getCause(), e);
      throw new CannotStart(
          "スキーマを確認・更新できません: " + cause.getMessage(),
          "The schema cannot be looked at or migrated: " + cause.getMessage(),
          cause);
    } catch (TimeoutException e) {
      throw new CannotStart(
          "スキーマの更新が 10 分以内に終わりません。", "The migration did not end within 10 minutes.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
