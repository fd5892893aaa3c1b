package dev.kagimori.database;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Work on a connection for event loops, which {@link Tx} is not for. */
public final class OnLoop {
  private OnLoop() {}

  /**
   * Gives a connection to some work, and cuts it when the time is over.
   *
   * @param total for the connection and the work together
   * @return fails with {@link DatabaseBusy} where there was no connection, else as the work does
   */
  public static <T> Future<T> on(
      Vertx vertx, Pool pool, Duration total, Function<SqlConnection, Future<T>> work) {
    var given = Promise.<SqlConnection>promise();
    var cut = new Cutting();
    long timer = vertx.setTimer(total.toMillis(), _ -> cut.over(given));
    pool.getConnection()
        .onComplete(got -> {
          if (got.failed()) given.tryFail(got.cause());
          else if (!given.tryComplete(got.result())) got.result().close();
        });
    return given
        .future()
        .recover(e -> Future.failedFuture(new DatabaseBusy("no connection to the database", e)))
        .compose(db -> {
          cut.db = db;
          return work.apply(db)
              .eventually(() -> {
                cut.db = null;
                return db.close().otherwiseEmpty();
              });
        })
        .onComplete(_ -> vertx.cancelTimer(timer));
  }

  /** What is to be cut: at first the waiting for a connection, then the connection. */
  private static final class Cutting {
    @Nullable SqlConnection db;

    void over(Promise<SqlConnection> given) {
      var held = db;
      if (held != null) Cut.now(held);
      else given.tryFail(new TimeoutException("no connection in time"));
    }
  }
}
