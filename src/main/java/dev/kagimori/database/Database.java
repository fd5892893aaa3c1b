package dev.kagimori.database;

import io.vertx.core.Vertx;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The way to PostgreSQL: every connection that the service makes has these settings. */
public final class Database {
  /** The schema of every table; the only one on the search path. */
  public static final String SCHEMA = "kagimori";

  /** The role of the service: owns nothing. Migrations grant to it. */
  public static final String SERVICE_ROLE = "kagimori";

  /** The role that owns the schema and migrates it. */
  public static final String OWNER_ROLE = "kagimori_owner";

  /** Statements that may be on their way on one connection. */
  private static final int PIPELINED = 16;

  private Database() {}

  /** {@link #open(Vertx, DatabaseUri, PoolSettings)} with the usual bounds. */
  public static Pool open(Vertx vertx, DatabaseUri uri) {
    return open(vertx, uri, PoolSettings.usual());
  }

  /** A bounded pool. It connects when first used; the caller closes it. */
  public static Pool open(Vertx vertx, DatabaseUri uri, PoolSettings settings) {
    var bounds =
        new PoolOptions()
            .setMaxSize(settings.size())
            .setMaxWaitQueueSize(settings.queue())
            .setConnectionTimeout((int) settings.queued().toMillis())
            .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS)
            .setIdleTimeout((int) settings.idle().toMillis())
            .setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
    var net =
        new NetClientOptions()
            .setConnectTimeout((int) settings.connect().toMillis())
            .setTcpKeepAlive(true)
            .setTcpNoDelay(true);
    return PgBuilder.pool()
        .with(bounds)
        .with(net)
        .connectingTo(options(uri, settings))
        .using(vertx)
        .build();
  }

  static PgConnectOptions options(DatabaseUri uri, PoolSettings settings) {
    var options =
        new PgConnectOptions()
            .setHost(uri.host())
            .setPort(uri.port())
            .setDatabase(uri.database())
            .setUser(uri.user())
            .setPassword(uri.password())
            .setCachePreparedStatements(true)
            .setPreparedStatementCacheMaxSize(256)
            .setPreparedStatementCacheSqlLimit(16_384)
            .setPipeliningLimit(PIPELINED)
            .setProperties(properties(settings));
    if (!uri.encrypted()) return options.setSslMode(SslMode.DISABLE);
    var tls =
        new ClientSSLOptions()
            .setHostnameVerificationAlgorithm("HTTPS")
            .setEnabledSecureTransportProtocols(Set.of("TLSv1.2", "TLSv1.3"))
            .setSslHandshakeTimeout(settings.connect().toMillis())
            .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
    uri.rootCert().ifPresent(file -> tls.setTrustOptions(pem(file.toString())));
    return options.setSslMode(SslMode.VERIFY_FULL).setSslOptions(tls);
  }

  private static PemTrustOptions pem(String file) {
    return new PemTrustOptions().addCertPath(file);
  }

  private static Map<String, String> properties(PoolSettings settings) {
    return Map.of(
        "application_name",
        settings.applicationName(),
        "search_path",
        SCHEMA,
        "TimeZone",
        "UTC",
        "client_encoding",
        "utf8",
        "plan_cache_mode",
        "force_generic_plan", // every statement looks rows up by key: planning anew finds no better
        "enable_seqscan", // a plan made while a table was empty would go on reading all of it
        "off",
        "DateStyle",
        "ISO",
        "statement_timeout",
        Long.toString(settings.statement().toMillis()),
        "lock_timeout",
        Long.toString(settings.lock().toMillis()),
        "idle_in_transaction_session_timeout",
        Long.toString(settings.idleInTransaction().toMillis()));
  }
}
