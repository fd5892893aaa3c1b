package dev.kagimori.station;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;

/** Readings for scripts. What a fob does not have is left out. */
final class ReadingJson {
  private ReadingJson() {}

  static JsonObject of(String port, Rack rack, Instant at, List<Reading> readings) {
    var fobs = new JsonArray();
    readings.forEach(reading -> fobs.add(of(reading)));
    return new JsonObject()
        .put("port", port)
        .put("rack", rack.name())
        .put("at", at.toString())
        .put("fobs", fobs);
  }

  static JsonObject of(Reading reading) {
    var fob = new JsonObject().put("serial", reading.serial());
    return switch (reading) {
      case Reading.Lit(_, var code, var make, var battery, var drift) ->
          with(fob.put("state", "LIT").put("code", code.reveal()), make, battery)
              .put("driftSeconds", drift.aheadSeconds())
              .put("driftUncertaintySeconds", drift.uncertainty().toMillis() / 1000.0);
      case Reading.Dark(_, var reason, var make, var battery) ->
          with(fob.put("state", reason.name()), make, battery);
      case Reading.Unread(_, var why) -> fob.put("state", "UNREAD").put("error", of(why));
    };
  }

  static JsonObject of(StationException e) {
    return new JsonObject().put("en", e.getMessage()).put("ja", e.japanese());
  }

  private static JsonObject with(JsonObject fob, Make make, Battery battery) {
    return fob.put("batteryPercent", battery.percent())
        .put("presses", battery.presses())
        .put("firmware", make.firmware())
        .put("manufacturer", make.manufacturer())
        .put("model", make.model())
        .put("factoryMode", make.factoryMode());
  }
}
