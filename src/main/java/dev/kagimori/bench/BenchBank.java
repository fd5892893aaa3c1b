package dev.kagimori.bench;

import dev.kagimori.cli.DatabaseOptions;
import dev.kagimori.database.CannotStart;
import dev.kagimori.database.Database;
import dev.kagimori.database.DatabaseUri;
import dev.kagimori.database.Jdbc;
import dev.kagimori.database.Migrations;
import dev.kagimori.database.PoolSettings;
import dev.kagimori.database.Tx;
import dev.kagimori.http.ApiKeys;
import dev.kagimori.institution.Institutions;
import dev.kagimori.institution.TermsFile;
import dev.kagimori.keyring.Keyring;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.function.Consumer;

/** The institution {@code bench} and what is asked of its database beside the load. */
final class BenchBank implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Patient, since what else runs on the machine may be the load itself. */
  private static final PoolSettings FEW = patient();

  private static final Instant TERMS_FROM = Instant.parse("2020-01-01T00:00:00Z");

  private static final String HAS_TERMS =
      "SELECT EXISTS (SELECT FROM terms WHERE institution = $1)";

  private static final String REVOKE =
      "UPDATE client SET revoked_at = $3 WHERE institution = $1 AND client = $2";

  private static final String NEWEST_STEP =
      "SELECT coalesce(max(last_step), 0) FROM token WHERE institution = ?";

  private static final String LAST_STARTED =
      """
      SELECT max(serial) FROM token
      WHERE institution = ? AND serial BETWEEN ? AND ? AND state <> 'IN_STOCK'
      """;

  private static final String DEADLOCKS =
      "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()";

  private static final String NOT_TIDY =
      """
      データを作りました。測る前に、所有者で VACUUM ANALYZE を実行してください。
      Data were made. Before you measure, let the owner of the tables run VACUUM ANALYZE.\
      """;

  private final DatabaseOptions.Opened database;
  private final Path masterKey;
  private final Consumer<String> progress;
  private final Vertx vertx = Vertx.vertx();
  private final Pool pool;
  private final Keyring keyring;
  private final byte[] secret;
  private final String client = "run-" + Instant.now().toEpochMilli();
  private final String apiKey;

  /** Makes the institution where it is missing, and a front end of its own for this run. */
  BenchBank(DatabaseOptions.Opened database, Path masterKey, Consumer<String> progress)
      throws IOException {
    this.database = database;
    this.masterKey = masterKey;
    this.progress = progress;
    Migrations.requireCurrent(database.uri());
    pool = Database.open(vertx, database.uri(), FEW);
    var clock = Clock.systemUTC();
    keyring = Keyring.open(masterKey, pool, clock);
    var known =
        Tx.once(pool, HAS_TERMS, Tuple.of(Tokens.INSTITUTION)).iterator().next().getBoolean(0);
    if (!known) {
      var terms = terms();
      Tx.in(
          pool,
          db -> {
            Institutions.put(db, Tokens.INSTITUTION, terms, TERMS_FROM);
            return terms;
          });
    }
    keyring.load(Tokens.INSTITUTION);
    secret = keyring.mac(Tokens.INSTITUTION, "bench seeds");
    apiKey = ApiKeys.add(pool, Tokens.INSTITUTION, client, clock.instant()).orElseThrow();
  }

  private static PoolSettings patient() {
    var usual = PoolSettings.usual();
    return new PoolSettings(
        2,
        4,
        PATIENCE,
        PATIENCE,
        usual.idle(),
        PATIENCE,
        usual.lock(),
        usual.idleInTransaction(),
        "kagimori bench");
  }

  /** A small bank's, but whoever takes a token may start it. */
  private static JsonObject terms() {
    return TermsFile.shipped("minato").put("allocationRequired", false);
  }

  /** One more institution, with the same terms. */
  void also(String institution) {
    var terms = terms();
    Tx.in(
        pool,
        db -> {
          Institutions.put(db, institution, terms, TERMS_FROM);
          return terms;
        });
    keyring.load(institution);
  }

  DatabaseUri uri() {
    return database.uri();
  }

  Path masterKey() {
    return masterKey;
  }

  String apiKey() {
    return apiKey;
  }

  byte[] secret() {
    return secret.clone();
  }

  /** Makes the registered tokens that are missing; then the tables are vacuumed and analysed. */
  void registered(int count) throws SQLException {
    var population = new Population(uri(), keyring, secret, progress);
    int made = population.fill(Tokens.REGISTERED, count, true);
    if (made == 0) return;
    progress.accept("tokens made: %,d".formatted(made));
    tidy();
  }

  /**
   * Makes tokens in stock so that {@code count} are there.
   *
   * @return the number of the first
   */
  int stock(int count) throws SQLException {
    int first = firstInStock();
    if (first + count > Tokens.STOCK + Tokens.STOCK_MAX)
      throw new CannotStart(
          "この bench の在庫トークンを使い切りました。--data を新しくしてください。",
          "The bench's stock is used up. Give a new --data.");
    new Population(uri(), keyring, secret, progress).fill(first, count, false);
    return first;
  }

  private int firstInStock() throws SQLException {
    try (var db = Jdbc.connect(uri(), "kagimori bench", Duration.ZERO);
        var query = db.prepareStatement(LAST_STARTED)) {
      query.setString(1, Tokens.INSTITUTION);
      query.setString(2, Tokens.serial(Tokens.STOCK));
      query.setString(3, Tokens.serial(Tokens.STOCK + Tokens.STOCK_MAX - 1));
      try (var rows = query.executeQuery()) {
        rows.next();
        var last = rows.getString(1);
        return last == null
            ? Tokens.STOCK
            : Integer.parseInt(last.substring(Tokens.MAKE.length())) + 1;
      }
    }
  }

  /** As the owner of the tables, who alone may; a database of others has its own habits. */
  void tidy() throws SQLException {
    var own = database.own();
    if (own.isEmpty()) {
      progress.accept(NOT_TIDY);
      return;
    }
    progress.accept("VACUUM ANALYZE");
    try (var db = Jdbc.connect(own.get().owner(), "kagimori bench", Duration.ZERO);
        var statement = db.createStatement()) {
      statement.execute("VACUUM (ANALYZE) contract, customer, token, registration, audit");
    }
  }

  /**
   * Leaves used files of the log behind for the next ones, as every database has them that has run
   * for a while: to make a new one holds all commits up for 50 ms. One of others has its own.
   */
  void checkpoint() throws SQLException {
    var own = database.own();
    if (own.isEmpty()) return;
    progress.accept("CHECKPOINT");
    own.get().checkpoint();
  }

  /** The newest step that was accepted of any token. */
  long newestStep() throws SQLException {
    try (var db = Jdbc.connect(uri(), "kagimori bench", Duration.ZERO);
        var query = db.prepareStatement(NEWEST_STEP)) {
      query.setString(1, Tokens.INSTITUTION);
      try (var rows = query.executeQuery()) {
        rows.next();
        return rows.getLong(1);
      }
    }
  }

  /** That PostgreSQL has counted so far. */
  long deadlocks() throws SQLException {
    try (var db = Jdbc.connect(uri(), "kagimori bench", Duration.ZERO);
        var statement = db.createStatement();
        var rows = statement.executeQuery(DEADLOCKS)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  @Override
  public void close() {
    try {
      Tx.once(
          pool,
          REVOKE,
          Tuple.of(
              Tokens.INSTITUTION, client, Clock.systemUTC().instant().atOffset(ZoneOffset.UTC)));
    } finally {
      pool.close().await();
      vertx.close().await();
    }
  }
}
