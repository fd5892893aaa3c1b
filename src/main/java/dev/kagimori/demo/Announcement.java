package dev.kagimori.demo;

import dev.kagimori.database.OwnerOnly;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/**
 * What scripts need, in a file that is there while the demo is ready. It holds the API key.
 *
 * @param frontend such as {@code http://127.0.0.1:18080}
 * @param management likewise
 * @param fobs serial numbers; allocated to nobody
 */
record Announcement(Home home, String frontend, String management, String apiKey, List<String> fobs)
    implements AutoCloseable {
  void write() throws IOException {
    var customers = new JsonArray();
    Customer.all().forEach(customer -> customers.add(customer.toJson()));
    var json =
        new JsonObject()
            .put("frontend", frontend)
            .put("management", management)
            .put("institution", Bank.INSTITUTION)
            .put("apiKey", apiKey)
            .put("serialLine", home.line().toString())
            .put("fobs", new JsonArray(fobs))
            .put("customers", customers);
    OwnerOnly.write(home.announcement(), json.encodePrettily() + "\n");
  }

  /** Removes what a former start left. */
  static void withdraw(Home home) throws IOException {
    Files.deleteIfExists(home.announcement());
  }

  @Override
  public void close() throws IOException {
    withdraw(home);
  }

  @Override
  public String toString() {
    return "Announcement[" + frontend + "]"; // without the key
  }
}
