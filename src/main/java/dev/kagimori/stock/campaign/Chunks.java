package dev.kagimori.stock.campaign;

import dev.kagimori.database.Tx;
import dev.kagimori.stock.campaign.CampaignStore.Lock;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.function.BiFunction;
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
   * @param instead why nothing more is done; null: it is not
   */
  record Bite(int fobs, int after, boolean over, @Nullable Outcome instead) {
    static Bite of(int fobs, int after, boolean over) {
      return new Bite(fobs, after, over, null);
    }

    static Bite instead(Outcome why) {
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
   * Takes chunks until nothing is left or the time is over. Between chunks another step may go on,
   * and who waits too long for it has finished for now.
   *
   * @param progress is told the number of fobs so far
   */
  static Outcome run(Pool pool, Order order, Duration time, IntConsumer progress, Chunk chunk) {
    long end = System.nanoTime() + time.toNanos();
    int fobs = 0;
    for (int after = 0; ; ) {
      int from = after;
      var bite = held(pool, order, Bite::instead, (db, held) -> chunk.take(db, held, from));
      if (bite.instead != null)
        return (fobs > 0 && isOfOthers(bite.instead)) || (after > 0 && isBusy(bite.instead))
            ? new Outcome.Done(fobs, false)
            : bite.instead;
      fobs += bite.fobs;
      progress.accept(fobs);
      if (bite.over) return new Outcome.Done(fobs, true);
      if (System.nanoTime() - end > 0) return new Outcome.Done(fobs, false);
      after = bite.after;
    }
  }

  /** What somebody else's step made of the campaign between two chunks. */
  private static boolean isOfOthers(Outcome outcome) {
    return outcome instanceof Outcome.Refused refused
        && (refused.reason() == Outcome.Reason.WRONG_STATE
            || refused.reason() == Outcome.Reason.PAUSED);
  }

  private static boolean isBusy(Outcome outcome) {
    return outcome instanceof Outcome.Refused refused && refused.reason() == Outcome.Reason.BUSY;
  }

  /**
   * One transaction.
   *
   * @param otherwise makes a result of what is answered where the campaign could not be held
   */
  static <T> T held(
      Pool pool,
      Order order,
      Function<Outcome, T> otherwise,
      BiFunction<SqlConnection, Campaign, T> work) {
    return Tx.in(
        pool,
        CHUNK,
        db -> {
          // by how many rows there are, and not by a plan that was made while there were none
          db.query("SET LOCAL plan_cache_mode = force_custom_plan").execute().await();
          return switch (CampaignStore.lock(db, order.institution(), order.campaign())) {
            case Lock.Held(var campaign) -> work.apply(db, campaign);
            case Lock.Not(var why) -> otherwise.apply(why);
          };
        });
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
