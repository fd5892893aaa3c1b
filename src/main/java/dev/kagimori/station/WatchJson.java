package dev.kagimori.station;

import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;

/** A watch for scripts: one JSON object a line. */
final class WatchJson implements Watch.Listener {
  private final PrintWriter out;

  WatchJson(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void connected(Rack rack) {
    print("CONNECTED", new JsonObject().put("rack", rack.name()).put("fobs", rack.fobs()));
  }

  @Override
  public void lost(StationException why) {
    print("LOST", new JsonObject().put("error", ReadingJson.of(why)));
  }

  @Override
  public void read(List<Reading> readings) {
    readings.forEach(
        reading -> print("READ", new JsonObject().put("fob", ReadingJson.of(reading))));
  }

  @Override
  public void gone(List<String> serials) {
    serials.forEach(serial -> print("GONE", new JsonObject().put("serial", serial)));
  }

  private void print(String event, JsonObject rest) {
    out.println(
        new JsonObject()
            .put("at", Instant.now().toString())
            .put("event", event)
            .mergeIn(rest)
            .encode());
    out.flush();
  }
}
