package dev.kagimori.bank;

import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;

/** The front end's own database. */
final class BankDatabase {
  private static final int CONNECTIONS = 8;
  private static final int WAITING = 64;

  private BankDatabase() {}

  static void migrate(String uri) {
    var options = PgConnectOptions.fromUri(uri);
    var jdbc =
        "jdbc:postgresql://%s:%d/%s"
            .formatted(options.getHost(), options.getPort(), options.getDatabase());
    Flyway.configure()
        .dataSource(jdbc, options.getUser(), options.getPassword())
        .locations("classpath:bank/db")
        .load()
        .migrate();
  }

  static Pool open(Vertx vertx, String uri) {
    var options =
        PgConnectOptions.fromUri(uri)
            .setCachePreparedStatements(true)
            .setProperties(
                Map.of("statement_timeout", "5000", "lock_timeout", "3000", "TimeZone", "UTC"));
    return PgBuilder.pool()
        .with(
            new PoolOptions()
                .setMaxSize(CONNECTIONS)
                .setMaxWaitQueueSize(WAITING)
                .setConnectionTimeout(5)
                .setConnectionTimeoutUnit(TimeUnit.SECONDS))
        .connectingTo(options)
        .using(vertx)
        .build();
  }
}
