package dev.kagimori.stock;

import dev.kagimori.institution.BusinessDay;
import dev.kagimori.institution.Make;
import dev.kagimori.institution.Terms;
import dev.kagimori.institution.Times;
import dev.kagimori.token.SerialNumber;
import dev.kagimori.token.TokenSheet;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of one fob: where it is, and what was done with it.
 *
 * @param make as the terms know it now; null: not any more
 * @param delivery that it came with; null: it is not known
 * @param batteryEnd when its battery is expected to be empty; null: it is not known
 * @param movements the newest first, its delivery aside
 */
public record FobSheet(
    TokenSheet token,
    Place place,
    @Nullable Make make,
    @Nullable Received delivery,
    @Nullable LocalDate batteryEnd,
    List<Movement> movements) {

  /** The delivery's part in a fob's history. */
  public record Received(int delivery, String name, Instant at, String by, String branch) {}

  private static final int MOVEMENTS_MAX = 50;

  private static final String PLACE =
      """
      SELECT t.branch, t.box, t.shelf, t.make, t.delivered_at, d.delivery, d.name, d.received_at,
             d.received_by, d.branch AS received_branch
      FROM token t
      LEFT JOIN delivery d ON d.institution = t.institution AND d.delivery = t.delivery
      WHERE t.institution = $1 AND t.serial = $2
      """;

  /** Looks one up; empty: there is none. */
  public static Optional<FobSheet> of(
      SqlClient db, String institution, SerialNumber serial, Terms terms) {
    var sheet = TokenSheet.of(db, institution, serial);
    if (sheet.isEmpty()) return Optional.empty();
    var movements = Movements.last(db, institution, serial, MOVEMENTS_MAX);
    var key = Tuple.of(institution, serial.value());
    for (var row : db.preparedQuery(PLACE).execute(key).await())
      return Optional.of(from(sheet.get(), row, terms, movements));
    return Optional.empty();
  }

  private static FobSheet from(TokenSheet sheet, Row row, Terms terms, List<Movement> movements) {
    var make = terms.make(sheet.token().serial().value()).orElse(null);
    var delivery = row.getInteger("delivery");
    var received = Times.instant(row, "received_at");
    var delivered = Times.instant(row, "delivered_at");
    var since = delivered == null ? received : delivered;
    boolean isFob = make != null && make.kind() == Make.Kind.HARDWARE;
    return new FobSheet(
        sheet,
        Place.from(row),
        make,
        delivery == null || received == null
            ? null
            : new Received(
                delivery,
                row.getString("name"),
                received,
                row.getString("received_by"),
                row.getString("received_branch")),
        since == null || make == null || !isFob
            ? null
            : BusinessDay.of(since).plusMonths(make.batteryMonths()),
        movements);
  }

  /** Neither seed nor code. */
  public JsonObject toJson() {
    var fob = token.token();
    var owner = fob.owner();
    var shipped = token.shipped();
    var suspension = fob.suspension();
    var told = new JsonArray();
    movements.forEach(movement -> told.add(movement.toJson()));
    if (delivery != null) told.add(received(delivery));
    return new JsonObject()
        .put("serial", fob.serial().value())
        .put("kind", fob.kind().name())
        .put(
            "make",
            make == null
                ? null
                : new JsonObject().put("prefix", make.prefix()).put("name", make.name()))
        .put("state", fob.state().name())
        .put("suspension", suspension == null ? null : suspension.name())
        .put("inspection", fob.inspection().name())
        .put(
            "owner",
            owner == null
                ? null
                : new JsonObject().put("contract", owner.contract()).put("user", owner.user()))
        .mergeIn(place.toJson())
        .put("shippedAt", shipped == null ? null : Times.text(shipped))
        .put(
            "delivery",
            delivery == null
                ? null
                : new JsonObject()
                    .put("number", delivery.delivery())
                    .put("name", delivery.name())
                    .put("receivedAt", Times.text(delivery.at())))
        .put("batteryEnd", batteryEnd == null ? null : batteryEnd.toString())
        .put("movements", told);
  }

  private static JsonObject received(Received delivery) {
    return new JsonObject()
        .put("at", Times.text(delivery.at()))
        .put("kind", "RECEIVED")
        .put("by", delivery.by())
        .put(
            "details",
            new JsonObject()
                .put("delivery", delivery.delivery())
                .put("name", delivery.name())
                .put("branch", delivery.branch()));
  }
}
