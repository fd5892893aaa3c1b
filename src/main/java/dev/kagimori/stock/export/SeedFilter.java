package dev.kagimori.stock.export;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/**
 * Whose seeds are wanted: those of one delivery, of some fobs, or of one make.
 *
 * @param delivery its name
 * @param serials normal spelling; empty: it is not by serial numbers
 * @param make its prefix in the terms
 * @param inUse those that customers use, too
 */
public record SeedFilter(
    Optional<String> delivery, List<String> serials, Optional<String> make, boolean inUse) {
  /** Serial numbers in one request. */
  public static final int SERIALS_MAX = 1_000;

  public SeedFilter {
    serials = List.copyOf(serials);
    if (!isOne(delivery.isPresent(), !serials.isEmpty(), make.isPresent()))
      throw new IllegalArgumentException("a delivery, serial numbers, or a make");
  }

  /** Exactly one of them. */
  public static boolean isOne(boolean delivery, boolean serials, boolean make) {
    return (delivery ? 1 : 0) + (serials ? 1 : 0) + (make ? 1 : 0) == 1;
  }

  /** {@link #read} is the way back. */
  public JsonObject toJson() {
    var json = new JsonObject().put("inUse", inUse);
    delivery.ifPresent(name -> json.put("delivery", name));
    if (!serials.isEmpty()) json.put("serials", new JsonArray(serials));
    make.ifPresent(prefix -> json.put("make", prefix));
    return json;
  }

  /** What {@link #toJson} wrote, among other members. */
  public static SeedFilter read(JsonObject json) {
    return new SeedFilter(
        Optional.ofNullable(json.getString("delivery")),
        json.getJsonArray("serials", new JsonArray()).stream().map(String::valueOf).toList(),
        Optional.ofNullable(json.getString("make")),
        json.getBoolean("inUse", false));
  }
}
