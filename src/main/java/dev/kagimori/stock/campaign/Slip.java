package dev.kagimori.stock.campaign;

import dev.kagimori.database.Tx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * Fobs that are to be packed, in the order in which they lay when it was asked for. Only that order
 * is kept, four bytes a fob: each page is read when it is written, and holds nothing in the
 * database until the next, however slow the reader.
 */
public final class Slip {
  /** What reading may take of a campaign of the largest size. */
  private static final Duration LONG = Duration.ofMinutes(1);

  private static final String ORDER =
      """
      SELECT array_agg(member ORDER BY branch COLLATE "C", shelf COLLATE "C", box COLLATE "C",
        new_serial COLLATE "C") AS members
      FROM (%s) AS p WHERE state = 'ALLOCATED'
      """
          .formatted(Progress.MEMBERS);

  private static final String THESE =
      "SELECT * FROM (%s AND m.member = ANY($3)) AS p WHERE state = 'ALLOCATED'"
          .formatted(Progress.MEMBERS);

  private final Pool pool;
  private final Campaign campaign;
  private final int[] members;

  private Slip(Pool pool, Campaign campaign, int[] members) {
    this.pool = pool;
    this.campaign = campaign;
    this.members = members;
  }

  /** Of what is set aside and not shipped; awaits. */
  public static Slip of(Pool pool, Campaign campaign) {
    var key = Tuple.of(campaign.institution(), campaign.number());
    var found =
        read(
            pool,
            db ->
                db.preparedQuery(ORDER)
                    .execute(key)
                    .await()
                    .iterator()
                    .next()
                    .getArrayOfIntegers("members"));
    var members = found == null ? new Integer[0] : found;
    return new Slip(pool, campaign, Arrays.stream(members).mapToInt(Integer::intValue).toArray());
  }

  /** How many there are. */
  public int fobs() {
    return members.length;
  }

  /**
   * Some of them; awaits.
   *
   * @param from counted from 0
   * @param to behind the last one
   * @return without those that were shipped, or taken back, meanwhile
   */
  public List<Progress.Member> some(int from, int to) {
    var numbers = Arrays.stream(members, from, to).boxed().toArray(Integer[]::new);
    var key =
        Tuple.tuple()
            .addString(campaign.institution())
            .addInteger(campaign.number())
            .addArrayOfInteger(numbers);
    var found = new HashMap<Integer, Progress.Member>();
    for (var row : read(pool, db -> db.preparedQuery(THESE).execute(key).await()))
      found.put(row.getInteger("member"), Progress.member(row));
    return Arrays.stream(numbers).map(found::get).filter(Objects::nonNull).toList();
  }

  private static <T> T read(Pool pool, Function<SqlConnection, T> query) {
    return Tx.in(
        pool,
        LONG,
        db -> {
          db.query("SET LOCAL statement_timeout = " + LONG.toMillis()).execute().await();
          // by how many rows there are, and not by a plan that was made while there were none
          db.query("SET LOCAL plan_cache_mode = force_custom_plan").execute().await();
          return query.apply(db);
        });
  }
}
