package dev.kagimori.stock.export;

import dev.kagimori.database.Tx;
import dev.kagimori.institution.BusinessDay;
import dev.kagimori.institution.Make;
import dev.kagimori.institution.Terms;
import dev.kagimori.institution.Times;
import dev.kagimori.token.Inspection;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of tokens but their seeds, as CSV (RFC 4180, UTF-8), page by page along the
 * primary key: in constant memory, holding nothing in the database between two pages, however slow
 * the reader.
 */
public final class StockCsv {
  /** Tokens that are looked at in one statement, whether they are wanted or not. */
  private static final int PAGE = 2_000;

  private static final String HEAD =
      "serial,kind,make,state,inspection,branch,box,shelf,delivery,contract,user,shippedAt,"
          + "deliveredAt,batteryEnd\r\n";

  /** One row at least, whose {@code last} is null at the end. */
  private static final String READ =
      """
      WITH page AS MATERIALIZED (
        SELECT t.serial, t.kind, t.make, t.state, t.inspection, t.branch, t.box, t.shelf,
               t.delivery, t.owner_contract, t.owner_user, t.shipped_at, t.delivered_at
        FROM token t WHERE t.institution = $1 AND t.serial > $2 ORDER BY t.serial LIMIT 2000),
      wanted AS (
        SELECT p.*, d.name AS delivery_name
        FROM page p LEFT JOIN delivery d ON d.institution = $1 AND d.delivery = p.delivery
        WHERE ($3::text IS NULL OR p.state = $3) AND ($4::text IS NULL OR p.branch = $4)
          AND ($5::text IS NULL OR d.name = $5))
      SELECT s.last, s.seen, w.*
      FROM (SELECT max(serial) AS last, count(*)::int AS seen FROM page) s
      LEFT JOIN wanted w ON true ORDER BY w.serial
      """;

  private final Pool pool;

  public StockCsv(Pool pool) {
    this.pool = pool;
  }

  /**
   * Writes all that is wanted; awaits, and blocks where the stream does.
   *
   * @param terms say how long batteries last
   * @return how many tokens
   */
  public long write(String institution, StockFilter filter, Terms terms, OutputStream out)
      throws IOException {
    out.write(HEAD.getBytes(StandardCharsets.UTF_8));
    long count = 0;
    String last = "";
    while (true) {
      var values =
          Tuple.tuple()
              .addString(institution)
              .addString(last)
              .addString(filter.state().map(Enum::name).orElse(null))
              .addString(filter.branch().orElse(null))
              .addString(filter.delivery().orElse(null));
      int seen = 0;
      var text = new StringBuilder();
      for (var row : Tx.read(pool, READ, values)) {
        seen = row.getInteger("seen");
        if (seen > 0) last = row.getString("last");
        if (row.getString("serial") == null) continue;
        line(text, row, terms);
        count++;
      }
      out.write(text.toString().getBytes(StandardCharsets.UTF_8));
      if (seen < PAGE) return count;
    }
  }

  private static void line(StringBuilder to, Row row, Terms terms) {
    var serial = row.getString("serial");
    var inspection = row.getString("inspection");
    var shipped = Times.instant(row, "shipped_at");
    var delivered = Times.instant(row, "delivered_at");
    to.append(Csv.field(serial));
    for (var value :
        new @Nullable String[] {
          row.getString("kind"),
          row.getString("make"),
          row.getString("state"),
          inspection == null ? Inspection.UNCHECKED.name() : inspection,
          row.getString("branch"),
          row.getString("box"),
          row.getString("shelf"),
          row.getString("delivery_name"),
          row.getString("owner_contract"),
          row.getString("owner_user"),
          shipped == null ? null : Times.text(shipped),
          delivered == null ? null : Times.text(delivered),
          delivered == null ? null : batteryEnd(terms.make(serial), delivered)
        }) to.append(',').append(Csv.field(value));
    to.append("\r\n");
  }

  /** A day in Tokyo; null where the terms do not know the make any more. */
  private static @Nullable String batteryEnd(Optional<Make> make, Instant delivered) {
    return make.map(known ->
            delivered
                .atZone(BusinessDay.TOKYO)
                .plusMonths(known.batteryMonths())
                .toLocalDate()
                .toString())
        .orElse(null);
  }
}
