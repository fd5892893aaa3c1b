package dev.kagimori.testkit;

import dev.kagimori.database.Changes;
import dev.kagimori.database.Database;
import dev.kagimori.institution.TermsStore;
import dev.kagimori.keyring.Keyring;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.InstantSource;

/** The way in that does not lead over HTTP: what commands and staff use. */
public record Backstage(Pool pool, Changes changes, Keyring keyring, TermsStore terms)
    implements AutoCloseable {
  static Backstage open(Vertx vertx, TestDatabase database, InstantSource time) {
    var pool = Database.open(vertx, database.uri());
    var changes = Changes.listen(vertx, database.uri());
    var keyring = Keyring.open(database.masterKey(), pool, time);
    return new Backstage(pool, changes, keyring, new TermsStore(pool, changes));
  }

  @Override
  public void close() {
    changes.close();
    pool.close().await();
  }
}
