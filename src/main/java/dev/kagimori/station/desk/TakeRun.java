package dev.kagimori.station.desk;

import dev.kagimori.station.StationException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/** A stock-taking by one rack: what is in it is told to the service, which knows the books. */
final class TakeRun {
  /** What the service takes in one call. */
  static final int SEEN_MAX = 200;

  private static final int PAGE = 1_000;

  /** Differences of a kind that are shown; the service keeps them all. */
  static final int DIFFERENCES_MAX = 10_000;

  private final StockDoor door;
  private final Duration patience;

  /**
   * Calls nobody yet.
   *
   * @param patience how long the service may be gone
   */
  TakeRun(StockDoor door, Duration patience) {
    this.door = door;
    this.patience = patience;
  }

  /** Opens one; the answer has its {@code taking}. */
  JsonObject open(JsonObject place) throws DeskException {
    return door.insist("POST", "/v1/stock/takings", place, key(), patience);
  }

  /** What is in the rack. */
  static List<String> list(Reconnecting line, Consumer<StationException> lost)
      throws StationException, DeskException {
    var serials = new ArrayList<String>();
    line.run(
        station -> {
          serials.clear();
          serials.addAll(station.list());
        },
        lost);
    return serials;
  }

  /** Tells what is in the rack; another station may do the same. */
  void see(List<String> serials, String taking) throws DeskException {
    for (int from = 0; from < serials.size(); from += SEEN_MAX) {
      var page = serials.subList(from, Math.min(serials.size(), from + SEEN_MAX));
      var body = new JsonObject().put("serials", new JsonArray(List.copyOf(page)));
      var _ = door.insist("POST", path(taking) + "/seen", body, key(), patience);
    }
  }

  /** Its counts, with the first differences of both kinds. */
  JsonObject differences(String taking) throws DeskException {
    var missing = new JsonArray();
    var surplus = new JsonArray();
    var sheet = pages(taking, "MISSING", missing);
    pages(taking, "SURPLUS", surplus);
    sheet.remove("difference");
    sheet.remove("differences");
    sheet.remove("next");
    return sheet.put("missingFobs", missing).put("surplusFobs", surplus);
  }

  private JsonObject pages(String taking, String kind, JsonArray into) throws DeskException {
    var query = path(taking) + "?difference=" + kind + "&last=" + PAGE;
    var sheet = door.insist("GET", query, null, "", patience);
    var page = sheet;
    while (true) {
      into.addAll(page.getJsonArray("differences"));
      var next = page.getString("next");
      if (next == null || into.size() >= DIFFERENCES_MAX) return sheet;
      page = door.insist("GET", query + "&after=" + next, null, "", patience);
    }
  }

  /** Ends it. */
  JsonObject close(String taking) throws DeskException {
    return door.insist("POST", path(taking) + "/close", null, key(), patience);
  }

  private static String path(String taking) {
    return "/v1/stock/takings/" + taking;
  }

  private static String key() {
    return UUID.randomUUID().toString();
  }
}
