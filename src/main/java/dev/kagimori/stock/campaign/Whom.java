package dev.kagimori.stock.campaign;

import dev.kagimori.token.Owner;
import dev.kagimori.token.SerialNumber;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whose fobs are replaced: those in use that fit all that is given; one thing at least is.
 *
 * @param make the prefix of their make
 * @param delivery the number of the delivery that they came with
 * @param batteryBefore their battery is expected to end before that day in Japan
 * @param branch that they came from
 * @param serials of the fobs; null: any
 * @param contracts whose users' fobs; null: any
 * @param owners users; null: any
 */
public record Whom(
    @Nullable String make,
    @Nullable Integer delivery,
    @Nullable LocalDate batteryBefore,
    @Nullable String branch,
    @Nullable List<SerialNumber> serials,
    @Nullable List<String> contracts,
    @Nullable List<Owner> owners) {

  /** Whether anything is given at all: nobody swaps a whole bank's fobs by leaving a form empty. */
  public boolean isEmpty() {
    return make == null
        && delivery == null
        && batteryBefore == null
        && branch == null
        && serials == null
        && contracts == null
        && owners == null;
  }

  /** For people to read: of lists how long they are. */
  JsonObject toJson() {
    var json = new JsonObject();
    if (make != null) json.put("make", make);
    if (delivery != null) json.put("delivery", delivery);
    if (batteryBefore != null) json.put("batteryBefore", batteryBefore.toString());
    if (branch != null) json.put("branch", branch);
    if (serials != null) json.put("serials", serials.size());
    if (contracts != null) json.put("contracts", contracts.size());
    if (owners != null) json.put("users", owners.size());
    return json;
  }
}
