package dev.kagimori.proof;

import dev.kagimori.database.Changes;
import dev.kagimori.database.Database;
import dev.kagimori.database.DatabaseUri;
import dev.kagimori.institution.TermsStore;
import dev.kagimori.keyring.Keyring;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Several service processes over one PostgreSQL, and a way to it that nothing breaks. */
final class Bank implements AutoCloseable {
  /** A Saturday, ten in the morning in Tokyo, in the middle of a time step. */
  static final Instant BEGIN = Instant.parse("2026-11-21T01:00:15Z");

  final SharedTime time;
  final Postgres postgres;
  final List<Instance> instances;
  final Pool pool;

  /** The way of staff, which breaks too. */
  final Pool staff;

  final Keyring keyring;
  final TermsStore terms;
  private final Vertx vertx = Vertx.vertx();
  private final Changes changes;
  private final Proxy staffLine;

  private Bank(Path directory, Postgres postgres, int count, Optional<Path> changed) {
    this.postgres = postgres;
    var setting = new Instance.Setting(directory, postgres, changed);
    time = new SharedTime(setting.clock());
    time.set(BEGIN);
    pool = Database.open(vertx, postgres.service());
    changes = Changes.listen(vertx, postgres.service());
    staffLine = Proxy.to(postgres.port());
    staff = Database.open(vertx, DatabaseUri.parse(postgres.serviceUri(staffLine.port())));
    keyring = Keyring.open(setting.masterKey(), pool, time);
    terms = new TermsStore(pool, changes);
    instances = IntStream.range(0, count).mapToObj(n -> new Instance(setting, n)).toList();
  }

  /**
   * Starts it.
   *
   * @param changed a folder of classes that take the place of the service's own
   */
  static Bank open(Path directory, Postgres postgres, int instances, Optional<Path> changed) {
    var bank = new Bank(directory, postgres, instances, changed);
    try {
      Instance.startAll(bank.instances);
      return bank;
    } catch (Throwable e) {
      bank.close();
      throw e;
    }
  }

  /** Every way to PostgreSQL that can be broken. */
  List<Proxy> lines() {
    return Stream.concat(instances.stream().map(Instance::proxy), Stream.of(staffLine)).toList();
  }

  @Override
  public void close() {
    instances.forEach(Instance::close);
    changes.close();
    staff.close().await();
    staffLine.close();
    pool.close().await();
    vertx.close().await();
  }
}
