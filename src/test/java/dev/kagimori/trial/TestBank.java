package dev.kagimori.trial;

import dev.kagimori.database.Changes;
import dev.kagimori.database.Database;
import dev.kagimori.database.EmbeddedDatabase;
import dev.kagimori.database.Migrations;
import dev.kagimori.http.Listen;
import dev.kagimori.institution.TermsStore;
import dev.kagimori.keyring.Keyring;
import dev.kagimori.secrets.Secrets;
import dev.kagimori.service.Service;
import dev.kagimori.service.Settings;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** One database and two instances over it. */
final class TestBank implements AutoCloseable {
  /** A Saturday, ten in the morning in Tokyo, ten seconds into a step. */
  static final Instant BEGIN = Instant.parse("2026-11-21T01:00:10Z");

  static final int INSTANCES = 2;

  /** Seeds and serial numbers are the same in every run. */
  final Random random = new Random(20_261_121);

  final DrivenTime time = new DrivenTime(BEGIN);
  final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  final Path directory;
  private final Vertx vertx = Vertx.vertx();
  private final List<Service> services = new ArrayList<>();
  private Backstage backstage;

  /** The way in that does not lead over HTTP: what commands and staff use. */
  record Backstage(
      EmbeddedDatabase database, Pool pool, Changes changes, Keyring keyring, TermsStore terms) {
    void close() {
      changes.close();
      pool.close().await();
      database.close();
    }
  }

  private TestBank(Path directory) {
    this.directory = directory;
    backstage = open();
  }

  static TestBank open(Path directory) {
    var bank = new TestBank(directory);
    bank.startInstances();
    Secrets.database(directory.resolve("database"));
    Secrets.masterKey(bank.masterKey());
    return bank;
  }

  private Backstage open() {
    var database = EmbeddedDatabase.start(directory.resolve("database"));
    Migrations.migrate(database.owner());
    var pool = Database.open(vertx, database.service());
    var changes = Changes.listen(vertx, database.service());
    return new Backstage(
        database,
        pool,
        changes,
        Keyring.open(masterKey(), pool, time),
        new TermsStore(pool, changes));
  }

  Backstage backstage() {
    return backstage;
  }

  private Path masterKey() {
    return directory.resolve("keys").resolve("master.key");
  }

  void startInstances() {
    for (int n = 0; n < INSTANCES; n++)
      services.add(
          Service.start(
              Settings.of(
                      backstage.database.service(),
                      masterKey(),
                      Listen.on("127.0.0.1", 0),
                      Listen.on("127.0.0.1", 0))
                  .withClock(time)));
  }

  void stopInstances() {
    services.forEach(Service::close);
    services.clear();
  }

  /** Stops and starts PostgreSQL; it may be on another port then. Without instances only. */
  void restartDatabase() {
    backstage.close();
    backstage = open();
  }

  int port(int instance) {
    return services.get(instance).port();
  }

  int managementPort(int instance) {
    return services.get(instance).managementPort();
  }

  /** System E with some terms changed. */
  Institution institution(String id, JsonObject otherTerms) {
    return Institution.add(this, id, otherTerms);
  }

  @Override
  public void close() {
    stopInstances();
    backstage.close();
    vertx.close().await();
    http.close();
  }
}
