package dev.kagimori.testkit;

import dev.kagimori.database.Changes;
import dev.kagimori.database.Database;
import dev.kagimori.database.EmbeddedDatabase;
import dev.kagimori.institution.TermsStore;
import dev.kagimori.keyring.Keyring;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.InstantSource;

/** The way in that does not lead over HTTP: what commands and staff use. */
public record Backstage(
    EmbeddedDatabase database, Pool pool, Changes changes, Keyring keyring, TermsStore terms)
    implements AutoCloseable {
  static Backstage open(Vertx vertx, TestDatabase database, InstantSource time) {
    var server = database.server();
    var pool = Database.open(vertx, server.service());
    var changes = Changes.listen(vertx, server.service());
    var keyring = Keyring.open(database.masterKey(), pool, time);
    return new Backstage(server, pool, changes, keyring, new TermsStore(pool, changes));
  }

  @Override
  public void close() {
    changes.close();
    pool.close().await();
  }
}
