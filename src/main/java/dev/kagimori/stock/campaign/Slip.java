package dev.kagimori.stock.campaign;

import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.stream.StreamSupport;

/** Fobs that are to be packed, in the order in which they lie. */
public final class Slip {
  private static final String PLACED =
      "SELECT * FROM ("
          + Progress.MEMBERS
          + """
          ) AS p WHERE state = 'ALLOCATED'
          ORDER BY branch COLLATE "C", shelf COLLATE "C", box COLLATE "C", new_serial COLLATE "C"
          OFFSET $3 LIMIT $4
          """;

  private static final String COUNT =
      "SELECT count(*) FROM (" + Progress.MEMBERS + ") AS p WHERE state = 'ALLOCATED'";

  private Slip() {}

  /** How many are set aside and not shipped. */
  public static int count(SqlClient db, Campaign campaign) {
    var key = Tuple.of(campaign.institution(), campaign.number());
    return Math.toIntExact(
        db.preparedQuery(COUNT).execute(key).await().iterator().next().getLong(0));
  }

  /** Some of them, counted from 0. */
  public static List<Progress.Member> some(SqlClient db, Campaign campaign, int from, int most) {
    var key = Tuple.of(campaign.institution(), campaign.number(), from, most);
    var rows = db.preparedQuery(PLACED).execute(key).await();
    return StreamSupport.stream(rows.spliterator(), false).map(Progress::member).toList();
  }
}
