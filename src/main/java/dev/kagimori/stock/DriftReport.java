package dev.kagimori.stock;

import dev.kagimori.institution.Make;
import dev.kagimori.institution.Terms;
import dev.kagimori.token.DriftRate;
import dev.kagimori.token.SerialNumber;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * How the clocks of fobs run, by make and delivery (F4): of fobs in use whose rate is told by now.
 */
public final class DriftReport {
  /** Fobs that are looked at, of each make, in the order of their serial numbers. */
  public static final int FOBS_MAX = 100_000;

  /** Runaway clocks that are listed, of each make, the worst first. */
  public static final int RUNAWAYS_MAX = 100;

  /** Deliveries that are listed, of each make, the latest first. */
  public static final int DELIVERIES_MAX = 100;

  /**
   * The fobs of a make: those with its prefix, which run to as many Z as a serial number can have,
   * but for those of makes with longer prefixes.
   */
  private static final String FOBS =
      """
      WITH looked_at AS MATERIALIZED (
        SELECT serial, delivered_at, extract(epoch FROM last_accepted - delivered_at) AS seconds,
               drift_seconds - delivered_drift AS drift, step_seconds
        FROM token
        WHERE institution = $1 AND serial >= $2 AND serial <= rpad($2, 20, 'Z')
          AND starts_with(serial, $2)
          AND NOT EXISTS (SELECT FROM unnest($3::text[]) AS p WHERE starts_with(serial, p))
          AND kind = 'HARDWARE' AND state = 'IN_USE' AND last_accepted > delivered_at
        ORDER BY serial LIMIT $4),
      told AS (
        SELECT serial, delivered_at, (drift / seconds * 1000000)::float8 AS ppm FROM looked_at
        WHERE seconds * $5::float8 >= step_seconds * 1000000)
      """;

  private static final String DELIVERIES =
      FOBS
          + """
          SELECT delivered_at, count(*) AS fobs,
                 percentile_cont(0.5) WITHIN GROUP (ORDER BY ppm) AS median,
                 count(*) FILTER (WHERE abs(ppm) > $5) AS runaways
          FROM told GROUP BY delivered_at ORDER BY delivered_at DESC LIMIT $6
          """;

  private static final String RUNAWAYS =
      FOBS
          + """
          SELECT serial, ppm FROM told WHERE abs(ppm) > $5 ORDER BY abs(ppm) DESC, serial LIMIT $6
          """;

  /** The fobs of one make that came with one delivery. */
  public record Batch(Instant delivered, long fobs, double medianPpm, long runaways) {
    static Batch from(Row row) {
      return new Batch(
          row.getOffsetDateTime("delivered_at").toInstant(),
          row.getLong("fobs"),
          row.getDouble("median"),
          row.getLong("runaways"));
    }
  }

  /** A fob whose clock is to be reset. */
  public record Runaway(SerialNumber serial, double ppm) {
    static Runaway from(Row row) {
      return new Runaway(new SerialNumber(row.getString("serial")), row.getDouble("ppm"));
    }
  }

  /** One make. */
  public record OfMake(Make make, List<Batch> batches, List<Runaway> runaways) {}

  private DriftReport() {}

  /** Reads it; awaits. */
  public static List<OfMake> of(SqlClient db, String institution, Terms terms) {
    return terms.makes().stream()
        .filter(make -> make.kind() == Make.Kind.HARDWARE)
        .map(make -> of(db, institution, terms, make))
        .toList();
  }

  private static OfMake of(SqlClient db, String institution, Terms terms, Make make) {
    var longer = LongerPrefixes.of(make, terms);
    var batches = rows(db, DELIVERIES, institution, make, longer, DELIVERIES_MAX);
    var runaways = rows(db, RUNAWAYS, institution, make, longer, RUNAWAYS_MAX);
    return new OfMake(
        make,
        batches.stream().map(Batch::from).toList(),
        runaways.stream().map(Runaway::from).toList());
  }

  private static List<Row> rows(
      SqlClient db, String sql, String institution, Make make, String[] longer, int most) {
    var values =
        Tuple.tuple()
            .addString(institution)
            .addString(make.prefix())
            .addArrayOfString(longer)
            .addInteger(FOBS_MAX)
            .addDouble(DriftRate.RUNAWAY_PPM)
            .addInteger(most);
    var rows = db.preparedQuery(sql).execute(values).await();
    return StreamSupport.stream(rows.spliterator(), false).toList();
  }
}
