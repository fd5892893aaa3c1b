package dev.kagimori.stock.campaign;

import dev.kagimori.stock.campaign.Outcome.NotShipped;
import dev.kagimori.token.SerialNumber;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Why fobs that were named were not shipped. */
final class Scanned {
  /** Of the members that a fob was set aside for, one after the other, the last counts. */
  private static final String MEMBERS =
      "SELECT * FROM ("
          + Progress.MEMBERS
          + " AND m.new_serial = ANY($3)) AS p ORDER BY fob = 'GONE' DESC, member";

  private static final String KNOWN =
      "SELECT serial FROM token WHERE institution = $1 AND serial = ANY($2)";

  private Scanned() {}

  /**
   * Says why.
   *
   * @param finished false: what could be shipped still is left out
   */
  static Map<SerialNumber, NotShipped> why(
      SqlClient db, Order order, Collection<SerialNumber> serials, boolean finished) {
    if (serials.isEmpty()) return Map.of();
    var values = serials.stream().map(SerialNumber::value).toArray(String[]::new);
    var known = new HashMap<String, Optional<NotShipped>>();
    var books = Tuple.tuple().addString(order.institution()).addArrayOfString(values);
    for (var row : db.preparedQuery(KNOWN).execute(books).await())
      known.put(row.getString("serial"), Optional.of(NotShipped.NOT_IN_CAMPAIGN));
    var key =
        Tuple.tuple()
            .addString(order.institution())
            .addInteger(order.campaign())
            .addArrayOfString(values);
    for (var row : db.preparedQuery(MEMBERS).execute(key).await())
      known.put(row.getString("named"), why(row, finished));
    var not = new LinkedHashMap<SerialNumber, NotShipped>();
    for (var serial : serials)
      known
          .getOrDefault(serial.value(), Optional.of(NotShipped.UNKNOWN_SERIAL))
          .ifPresent(why -> not.put(serial, why));
    return not;
  }

  private static Optional<NotShipped> why(Row row, boolean finished) {
    return switch (Progress.State.valueOf(row.getString("state"))) {
      case SHIPPED, EXCHANGED, STARTED, RETIRED -> Optional.of(NotShipped.ALREADY);
      case LEFT_OVER ->
          Optional.of(
              row.getOffsetDateTime("shipped_at") == null
                  ? NotShipped.LEFT_OVER
                  : NotShipped.ALREADY);
      case LEFT_OUT, WAITING, LOST -> Optional.of(NotShipped.NOT_SET_ASIDE);
      // set aside when its turn was over
      case ALLOCATED -> finished ? Optional.of(NotShipped.NOT_SET_ASIDE) : Optional.empty();
    };
  }
}
