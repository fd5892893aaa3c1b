package dev.kagimori.keyring;

import dev.kagimori.database.Database;
import dev.kagimori.database.DatabaseUri;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.Map;

/** A keyring that has an institution's data key already, so that no database is asked. */
public final class UnwrappedKeys implements AutoCloseable {
  private static final DatabaseUri NOWHERE =
      DatabaseUri.parse("postgresql://kagimori:none@127.0.0.1:1/none?sslmode=disable");

  private final Vertx vertx = Vertx.vertx();
  private final Keyring keyring;

  public UnwrappedKeys(String institution) {
    var pool = Database.open(vertx, NOWHERE); // connects when first asked, so never
    keyring = Keyring.of(new NoMaster(), pool, InstantSource.system());
    keyring.take(institution, Map.of(1, Aead.random(32)));
  }

  public Keyring keyring() {
    return keyring;
  }

  @Override
  public void close() {
    vertx.close().await();
  }

  private static final class NoMaster implements MasterKey {
    @Override
    public byte[] wrap(byte[] key, byte[] associatedData) {
      throw new IllegalStateException("nothing is to be wrapped here");
    }

    @Override
    public byte[] unwrap(byte[] wrapped, byte[] associatedData) {
      throw new IllegalStateException("nothing is to be unwrapped here");
    }
  }
}
