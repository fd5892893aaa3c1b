package dev.kagimori.stock.campaign;

import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.SqlClient;
import java.util.Optional;
import java.util.function.Supplier;

/** Waits for a lock as long as the connection's {@code lock_timeout} lets it. */
final class Patience {
  private static final String LOCK_NOT_AVAILABLE = "55P03";

  private Patience() {}

  /**
   * In a transaction, which goes on where the lock was not given.
   *
   * @param lock a statement that takes it
   * @return empty: it was not given
   */
  static <T> Optional<T> in(SqlClient db, Supplier<T> lock) {
    db.query("SAVEPOINT patience").execute().await();
    try {
      var given = lock.get();
      db.query("RELEASE SAVEPOINT patience").execute().await();
      return Optional.of(given);
    } catch (PgException e) {
      if (!LOCK_NOT_AVAILABLE.equals(e.getSqlState())) throw e;
      db.query("ROLLBACK TO SAVEPOINT patience").execute().await();
      return Optional.empty();
    }
  }
}
