package dev.kagimori.stock;

import dev.kagimori.token.SerialNumber;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.util.List;

/** Which fobs something is done with. */
public sealed interface Selection {
  /** Fobs that are handled at once; who has more does it box by box. */
  int FOBS_MAX = 20_000;

  /** Those of a list. */
  record Serials(List<SerialNumber> serials) implements Selection {
    public Serials {
      serials = serials.stream().distinct().sorted().toList();
    }
  }

  /** From one serial number to another, both included. */
  record Range(SerialNumber first, SerialNumber last) implements Selection {}

  /** What lies in a box, wherever that is. */
  record Box(String box) implements Selection {}

  /** What a maker delivered at once. */
  record OfDelivery(int delivery) implements Selection {}

  /** What it asks of a row {@code t} of {@code token}, from parameter 2 on. */
  default String condition() {
    return switch (this) {
      case Serials _ -> "t.serial = ANY($2)";
      case Range _ -> "t.serial BETWEEN $2 AND $3";
      case Box _ -> "t.box = $2";
      case OfDelivery _ -> "t.delivery = $2";
    };
  }

  default Tuple values(String institution) {
    var values = Tuple.tuple().addString(institution);
    return switch (this) {
      case Serials(var serials) ->
          values.addArrayOfString(serials.stream().map(SerialNumber::value).toArray(String[]::new));
      case Range(var first, var last) -> values.addString(first.value()).addString(last.value());
      case Box(var box) -> values.addString(box);
      case OfDelivery(int delivery) -> values.addInteger(delivery);
    };
  }

  /** For the audit. A list is told by its length: each fob has a movement of its own. */
  default JsonObject toJson() {
    return switch (this) {
      case Serials(var serials) -> new JsonObject().put("serials", serials.size());
      case Range(var first, var last) ->
          new JsonObject().put("from", first.value()).put("to", last.value());
      case Box(var box) -> new JsonObject().put("box", box);
      case OfDelivery(int delivery) -> new JsonObject().put("delivery", delivery);
    };
  }
}
