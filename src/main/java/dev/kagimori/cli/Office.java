package dev.kagimori.cli;

import dev.kagimori.audit.AuditMonths;
import dev.kagimori.audit.Source;
import dev.kagimori.database.Changes;
import dev.kagimori.database.Database;
import dev.kagimori.database.Migrations;
import dev.kagimori.database.PoolSettings;
import dev.kagimori.institution.TermsStore;
import dev.kagimori.keyring.Keyring;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.util.UUID;

/** What an operator's command works with. */
final class Office implements AutoCloseable {
  private final DatabaseOptions.Opened database;
  private final Vertx vertx;
  private final Pool pool;
  private final Changes changes;
  private final Keyring keyring;

  private Office(DatabaseOptions options, DatabaseOptions.Opened database, Vertx vertx) {
    this.database = database;
    this.vertx = vertx;
    Migrations.requireCurrent(database.uri());
    pool = Database.open(vertx, database.uri(), PoolSettings.usual().withSize(2, 16));
    new AuditMonths(pool, Clock.systemUTC(), new SimpleMeterRegistry()).prepare().await();
    changes = Changes.listen(vertx, database.uri());
    keyring = Keyring.open(options.masterKey(), pool, Clock.systemUTC());
  }

  static Office open(DatabaseOptions options) {
    var database = options.use();
    var vertx = Vertx.vertx();
    try {
      return new Office(options, database, vertx);
    } catch (Throwable e) {
      vertx.close().await(); // with its pool
      database.close();
      throw e;
    }
  }

  Pool pool() {
    return pool;
  }

  Keyring keyring() {
    return keyring;
  }

  TermsStore terms() {
    return new TermsStore(pool, changes);
  }

  /** Who types; a command is one request. */
  Source source() {
    return new Source(
        "operator:" + System.getProperty("user.name", "unknown"),
        "local",
        UUID.randomUUID().toString());
  }

  @Override
  public void close() {
    changes.close();
    pool.close().await();
    vertx.close().await();
    database.close();
  }
}
