package dev.kagimori.stock.campaign;

import dev.kagimori.stock.campaign.Outcome.Reason;
import dev.kagimori.stock.campaign.Outcome.Refused;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** The rows of {@code campaign}. Awaits. */
public final class CampaignStore {
  /** How many are listed. */
  public static final int LISTED_MAX = 200;

  private static final String ONE =
      "SELECT " + Campaign.COLUMNS + " FROM campaign WHERE institution = $1 AND campaign = $2";

  private static final String LOCK = ONE + " FOR NO KEY UPDATE";

  private static final String LAST =
      "SELECT "
          + Campaign.COLUMNS
          + " FROM campaign WHERE institution = $1 ORDER BY campaign DESC LIMIT $2";

  private static final String SET =
      "UPDATE campaign SET state = $3 WHERE institution = $1 AND campaign = $2";

  private static final String PAUSE =
      "UPDATE campaign SET paused = $3 WHERE institution = $1 AND campaign = $2";

  private CampaignStore() {}

  /** One; empty: there is none. */
  public static Optional<Campaign> find(SqlClient db, String institution, int number) {
    return first(db, ONE, institution, number);
  }

  /** The last ones, the newest first; at most {@link #LISTED_MAX}. */
  public static List<Campaign> last(SqlClient db, String institution) {
    var rows = db.preparedQuery(LAST).execute(Tuple.of(institution, LISTED_MAX)).await();
    return StreamSupport.stream(rows.spliterator(), false).map(Campaign::from).toList();
  }

  /** What came of asking to hold one. */
  sealed interface Lock {
    record Held(Campaign campaign) implements Lock {}

    /** There is none, or another step holds it for longer than is waited. */
    record Not(Outcome why) implements Lock {}
  }

  /** Holds it until the transaction ends: one step of a campaign at a time. */
  static Lock lock(SqlClient db, String institution, int number) {
    var waited = Patience.in(db, () -> first(db, LOCK, institution, number));
    if (waited.isPresent() && waited.get().isPresent()) return new Lock.Held(waited.get().get());
    return new Lock.Not(
        (waited.isPresent() ? waited.get() : find(db, institution, number))
            .<Outcome>map(seen -> Refused.of(Reason.BUSY, seen))
            .orElseGet(Outcome.UnknownCampaign::new));
  }

  static void set(SqlClient db, Campaign held, Campaign.State state) {
    db.preparedQuery(SET)
        .execute(Tuple.of(held.institution(), held.number(), state.name()))
        .await();
  }

  static void pause(SqlClient db, Campaign held, boolean paused) {
    db.preparedQuery(PAUSE).execute(Tuple.of(held.institution(), held.number(), paused)).await();
  }

  private static Optional<Campaign> first(
      SqlClient db, String sql, String institution, int number) {
    var rows = db.preparedQuery(sql).execute(Tuple.of(institution, number)).await();
    return StreamSupport.stream(rows.spliterator(), false).map(Campaign::from).findFirst();
  }
}
