package dev.kagimori.demo;

import dev.kagimori.audit.Source;
import dev.kagimori.database.CannotStart;
import dev.kagimori.database.Changes;
import dev.kagimori.database.Database;
import dev.kagimori.database.DatabaseUri;
import dev.kagimori.database.OwnerOnly;
import dev.kagimori.database.PoolSettings;
import dev.kagimori.database.Tx;
import dev.kagimori.http.ApiKeys;
import dev.kagimori.institution.Institutions;
import dev.kagimori.institution.TermsFile;
import dev.kagimori.institution.TermsStore;
import dev.kagimori.keyring.Keyring;
import dev.kagimori.stock.Delivery;
import dev.kagimori.stock.DeliveryReport;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.stream.Collectors;

/**
 * The institution as its administrator sets it up. Each part is done where it is missing, so that a
 * set-up that was cut short goes on with the next start.
 */
final class Bank {
  static final String INSTITUTION = "minato";

  private static final String CLIENT = "demo";
  private static final int CLIENTS_MAX = 1_000;
  private static final PoolSettings FEW = PoolSettings.usual().withSize(2, 4);

  private static final String HAS_TERMS =
      "SELECT EXISTS (SELECT FROM terms WHERE institution = $1)";
  private static final String HAS_FOBS = "SELECT EXISTS (SELECT FROM token WHERE institution = $1)";

  private final Home home;
  private final Pool pool;
  private final Changes changes;

  private Bank(Home home, Pool pool, Changes changes) {
    this.home = home;
    this.pool = pool;
    this.changes = changes;
  }

  /**
   * Sets up what is missing.
   *
   * @return the front end's API key
   * @throws CannotStart where the directory and the database do not belong together
   */
  static String setUp(Home home, DatabaseUri database) throws IOException {
    var vertx = Vertx.vertx();
    try {
      var pool = Database.open(vertx, database, FEW);
      try (var changes = Changes.listen(vertx, database)) {
        return new Bank(home, pool, changes).setUp();
      } finally {
        pool.close().await();
      }
    } finally {
      vertx.close().await();
    }
  }

  private String setUp() throws IOException {
    if (!holds(HAS_TERMS)) {
      var now = Clock.systemUTC().instant();
      var terms = terms();
      Tx.in(
          pool,
          db -> {
            Institutions.put(db, INSTITUTION, terms, now);
            return terms;
          });
    }
    if (!holds(HAS_FOBS)) deliver();
    return key();
  }

  /** Whether the fobs of the rack have been delivered to the institution. */
  private boolean holds(String question) {
    return Tx.once(pool, question, Tuple.of(INSTITUTION)).iterator().next().getBoolean(0);
  }

  /** A small bank's terms, but its fobs lie on the counter: whoever takes one may start it. */
  private static JsonObject terms() {
    return TermsFile.shipped("minato").put("allocationRequired", false);
  }

  private void deliver() throws IOException {
    var clock = Clock.systemUTC();
    var keyring = Keyring.open(home.masterKey(), pool, clock);
    var delivery = new Delivery(pool, keyring, new TermsStore(pool, changes));
    var source = new Source("demo", "127.0.0.1", "demo");
    var report = delivery.read(INSTITUTION, home.delivery(), source, clock.instant(), fobs -> {});
    switch (report) {
      case DeliveryReport.Imported _ -> {}
      case DeliveryReport.Refused(var problems) ->
          throw new CannotStart(
              "%s を取り込めません。ファイルを消して、もう一度実行してください。\n%s"
                  .formatted(
                      home.delivery(),
                      problems.stream().map(p -> p.ja()).collect(Collectors.joining("\n"))),
              "%s was refused. Remove the file and start again.\n%s"
                  .formatted(
                      home.delivery(),
                      problems.stream().map(p -> p.en()).collect(Collectors.joining("\n"))));
    }
  }

  /** The key that was kept, or a new one: under another name where a former one was lost. */
  private String key() throws IOException {
    OwnerOnly.check(home.apiKey());
    if (Files.exists(home.apiKey())) return Files.readString(home.apiKey()).strip();
    for (var number = 1; number <= CLIENTS_MAX; number++) {
      var client = number == 1 ? CLIENT : CLIENT + "-" + number;
      var key = ApiKeys.add(pool, INSTITUTION, client, Clock.systemUTC().instant());
      if (key.isPresent()) {
        OwnerOnly.write(home.apiKey(), key.get() + "\n");
        return key.get();
      }
    }
    throw new CannotStart(
        "API キーを失いすぎています。%s を消して、最初からやり直してください。".formatted(home.directory()),
        "Too many API keys were lost. Remove %s and begin anew.".formatted(home.directory()));
  }
}
