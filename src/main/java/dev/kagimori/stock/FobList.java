package dev.kagimori.stock;

import dev.kagimori.institution.Times;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import org.jspecify.annotations.Nullable;

/**
 * A page of fobs.
 *
 * @param next what the next page is {@code after}; null: this is the last
 */
public record FobList(JsonArray fobs, @Nullable String next) {

  /** Reads one page; awaits. */
  public static FobList of(SqlClient db, String institution, FobFilter filter) {
    var values = Tuple.tuple().addString(institution);
    var others = filter.values();
    for (int n = 0; n < others.size(); n++) values.addValue(others.getValue(n));
    var rows = db.preparedQuery(filter.sql()).execute(values).await();
    var fobs = new JsonArray();
    String last = null;
    String reached = null;
    boolean more = false;
    for (var row : rows) {
      if (!filter.isServed() && row.getLong("reached") != null) {
        if (row.getLong("reached") == FobFilter.LOOKED_AT_MAX) reached = row.getString("serial");
      } else if (fobs.size() == filter.limit()) {
        more = true;
      } else {
        fobs.add(fob(row));
        last = row.getString("serial");
      }
    }
    if (filter.isServed()) return new FobList(fobs, more ? last : null);
    return new FobList(fobs, fobs.size() == filter.limit() ? last : reached);
  }

  private static JsonObject fob(Row row) {
    var inspection = row.getString("inspection");
    var shipped = Times.instant(row, "shipped_at");
    return new JsonObject()
        .put("serial", row.getString("serial"))
        .put("make", row.getString("make"))
        .put("state", row.getString("state"))
        .put("inspection", inspection == null ? "UNCHECKED" : inspection)
        .mergeIn(Place.from(row).toJson())
        .put("delivery", row.getInteger("delivery"))
        .put("shippedAt", shipped == null ? null : Times.text(shipped));
  }

  public JsonObject toJson() {
    return new JsonObject().put("fobs", fobs).put("next", next);
  }
}
