package dev.kagimori.database;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.function.BiFunction;

/**
 * What a transaction does: it holds rows, decides, and leaves to {@link Writes} what is to be
 * saved.
 *
 * @param <H> what is held
 * @param <T> what is decided
 */
public interface Work<H, T> {
  /**
   * Asks for the rows, in the order that all operations lock in, without awaiting: these statements
   * and the {@code BEGIN} travel together. What a row tells another statement by its being locked
   * must be read by a later statement, since one sees the rows as they were when it began.
   */
  Future<H> hold(SqlConnection db);

  /** Decides by what is held; may await. Nothing is saved when it throws. */
  T decide(SqlConnection db, H held, Writes writes);

  /** Where nothing is held beforehand. */
  static <T> Work<?, T> of(BiFunction<SqlConnection, Writes, T> work) {
    return new Work<Boolean, T>() {
      @Override
      public Future<Boolean> hold(SqlConnection db) {
        return Future.succeededFuture(true);
      }

      @Override
      public T decide(SqlConnection db, Boolean held, Writes writes) {
        return work.apply(db, writes);
      }
    };
  }
}
