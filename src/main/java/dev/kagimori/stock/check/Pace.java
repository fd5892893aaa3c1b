package dev.kagimori.stock.check;

import dev.kagimori.institution.Times;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;

/**
 * How many fobs an account may have checked in a minute, over all instances: who has the key of a
 * desk does not try codes, or condemn the whole stock, faster than fobs can be laid on a rack.
 */
public final class Pace {
  /** Fobs of one account in a minute: two stations at 115,200 baud read fewer. */
  public static final int FOBS_MAX = 8_000;

  /** What {@link #FOBS_MAX} is counted in. */
  public static final Duration WINDOW = Duration.ofMinutes(1);

  private static final String CHARGE =
      """
      INSERT INTO check_pace AS p (institution, client, count, ends_at)
      VALUES ($1, $2, $3, $4)
      ON CONFLICT (institution, client) DO UPDATE
      SET count = CASE WHEN p.ends_at <= $5 THEN $3 ELSE p.count + $3 END,
          ends_at = CASE WHEN p.ends_at <= $5 THEN $4 ELSE p.ends_at END
      WHERE p.ends_at <= $5 OR p.count + $3 <= $6
      """;

  private Pace() {}

  /** Charges so many; awaits. False: they are too many, and none is charged. */
  static boolean charge(SqlClient db, String institution, String client, int fobs, Instant now) {
    var values =
        Tuple.tuple()
            .addString(institution)
            .addString(client)
            .addInteger(fobs)
            .addOffsetDateTime(Times.column(now.plus(WINDOW)))
            .addOffsetDateTime(Times.column(now))
            .addInteger(FOBS_MAX);
    return db.preparedQuery(CHARGE).execute(values).await().rowCount() == 1;
  }
}
