package dev.kagimori.stock;

import dev.kagimori.institution.Make;
import dev.kagimori.institution.Terms;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** When fobs' batteries are expected to be empty, by make and delivery. */
public final class BatteryReport {
  /** Makes and deliveries that are told, those that end first. */
  public static final int LINES_MAX = 1_000;

  private static final String AGES =
      """
      SELECT make, delivery, month, max(name) AS name,
             sum(tokens) FILTER (WHERE state = 'IN_USE')::bigint AS used,
             sum(tokens) FILTER (WHERE state IN ('IN_STOCK', 'ALLOCATED'))::bigint AS stock
      FROM (
        SELECT make, delivery, month, state, tokens FROM token_age WHERE institution = $1
        UNION ALL
        SELECT make, delivery, month, state, tokens FROM token_count_delta
        WHERE institution = $1 AND month IS NOT NULL) AS a
      LEFT JOIN (SELECT delivery, name FROM delivery WHERE institution = $1) AS d USING (delivery)
      WHERE state IN ('IN_USE', 'IN_STOCK', 'ALLOCATED')
      GROUP BY make, delivery, month HAVING sum(tokens) <> 0
      """;

  private record Line(
      String make,
      int delivery,
      @Nullable String name,
      YearMonth received,
      YearMonth end,
      long used,
      long stock) {
    JsonObject toJson() {
      return new JsonObject()
          .put("make", make)
          .put("delivery", delivery == 0 ? null : delivery)
          .put("name", name)
          .put("received", received.toString())
          .put("batteryEnd", end.toString())
          .put("inUse", used)
          .put("inStock", stock);
    }
  }

  private BatteryReport() {}

  /** Of makes of fobs that the terms know; awaits. */
  public static JsonObject of(SqlClient db, String institution, Terms terms) {
    var lines = new ArrayList<Line>();
    for (var row : db.preparedQuery(AGES).execute(Tuple.of(institution)).await())
      terms
          .make(row.getString("make"))
          .filter(make -> make.kind() == Make.Kind.HARDWARE)
          .ifPresent(make -> lines.add(line(row, make)));
    lines.sort(
        Comparator.comparing(Line::end).thenComparing(Line::make).thenComparingInt(Line::delivery));
    var told = new JsonArray();
    lines.stream().limit(LINES_MAX).forEach(line -> told.add(line.toJson()));
    return new JsonObject().put("deliveries", told).put("inAll", lines.size());
  }

  private static Line line(Row row, Make make) {
    var received = YearMonth.from(row.getLocalDate("month"));
    var used = row.getLong("used");
    var stock = row.getLong("stock");
    return new Line(
        make.prefix(),
        row.getInteger("delivery"),
        row.getString("name"),
        received,
        received.plusMonths(make.batteryMonths()),
        used == null ? 0 : used,
        stock == null ? 0 : stock);
  }
}
