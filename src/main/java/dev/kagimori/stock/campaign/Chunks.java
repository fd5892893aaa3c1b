package dev.kagimori.stock.campaign;

import dev.kagimori.database.Tx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Does a step in chunks, each a transaction that holds the campaign and finds out anew what is left
 * to do: what was broken off, by a crash, a deadline or another instance at the same work, is gone
 * on with by calling again.
 */
final class Chunks {
  /** What a transaction may take. */
  private static final Duration CHUNK = Duration.ofSeconds(10);

  /**
   * What one chunk came to.
   *
   * @param fobs that it was about
   * @param after the last member that it looked at
   * @param over nothing is left behind that member
   * @param refused why nothing more is done; null: it is not
   */
  record Bite(int fobs, int after, boolean over, Outcome.@Nullable Refused refused) {
    static Bite of(int fobs, int after, boolean over) {
      return new Bite(fobs, after, over, null);
    }

    static Bite refused(Outcome.Refused why) {
      return new Bite(0, 0, true, why);
    }
  }

  /** One chunk. */
  interface Chunk {
    /**
     * In a transaction that holds the campaign.
     *
     * @param held as it is now
     * @param after the last member that was looked at
     */
    Bite take(SqlConnection db, Campaign held, int after);
  }

  private Chunks() {}

  /**
   * Takes chunks until nothing is left or the time is over.
   *
   * @param progress is told the number of fobs so far
   */
  static Outcome run(Pool pool, Order order, Duration time, IntConsumer progress, Chunk chunk) {
    long end = System.nanoTime() + time.toNanos();
    int fobs = 0;
    for (int after = 0; ; ) {
      int from = after;
      var bite = held(pool, order, (db, held) -> chunk.take(db, held, from));
      if (bite == null) return new Outcome.UnknownCampaign();
      fobs += bite.fobs;
      progress.accept(fobs);
      if (bite.refused != null) return bite.refused;
      if (bite.over) return new Outcome.Done(fobs, true);
      if (System.nanoTime() - end > 0) return new Outcome.Done(fobs, false);
      after = bite.after;
    }
  }

  /** What is done with a held campaign. */
  interface Work<T> {
    @Nullable T on(SqlConnection db, Campaign held);
  }

  /** One transaction; null: there is no such campaign. */
  static <T> @Nullable T held(Pool pool, Order order, Work<T> work) {
    Function<SqlConnection, @Nullable T> transaction =
        db -> {
          // by how many rows there are, and not by a plan that was made while there were none
          db.query("SET LOCAL plan_cache_mode = force_custom_plan").execute().await();
          return CampaignStore.lock(db, order.institution(), order.campaign())
              .map(held -> work.on(db, held))
              .orElse(null);
        };
    return Tx.<@Nullable T>in(pool, CHUNK, transaction);
  }

  /**
   * Writes the rows of a chunk. What the triggers of a row do is planned once, and not for each:
   * five of six parts of the time went into that.
   */
  static Row write(SqlClient db, String sql, Tuple values) {
    db.query("SET LOCAL plan_cache_mode = auto").execute().await();
    var row = db.preparedQuery(sql).execute(values).await().iterator().next();
    db.query("SET LOCAL plan_cache_mode = force_custom_plan").execute().await();
    return row;
  }
}
