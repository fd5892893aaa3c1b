package dev.kagimori.fob.drawer;

import dev.kagimori.fob.device.Display;
import dev.kagimori.fob.line.Status;
import dev.kagimori.fob.reader.RackReader;
import dev.kagimori.fob.reader.RackReader.Settings;
import dev.kagimori.fob.reader.RefusedException;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the page is told of a fob. */
final class Told {
  private Told() {}

  /** Enough for its picture. */
  static Json shown(RackReader rack, String serial) throws IOException {
    return new Json().put("serial", serial).put("display", display(rack.display(serial)));
  }

  static Json display(Display display) {
    return new Json()
        .put("kind", display.kind().name().toLowerCase(Locale.ROOT))
        .put("text", display.text())
        .put("change", display.change().toMillis());
  }

  static Json settings(Settings settings) {
    return new Json()
        .put("aheadMillis", settings.ahead().toMillis())
        .put("ppb", settings.ppb())
        .put("percent", settings.percent());
  }

  /** All that is known of it; {@code settings} is null where the rack may not be adjusted. */
  static Json all(RackReader rack, String serial) throws IOException {
    var info = rack.info(serial);
    var battery = rack.battery(serial);
    var settings = settingsOf(rack, serial);
    var rule = info.rule();
    var json =
        shown(rack, serial)
            .put("manufacturer", info.manufacturer())
            .put("model", info.model())
            .put("digits", rule == null ? 0 : rule.digits())
            .put("step", rule == null ? 0 : rule.stepSeconds())
            .put("percent", battery.percent())
            .put("presses", battery.presses())
            .put("settings", settings == null ? null : settings(settings));
    if (settings == null) clock(rack, serial, json);
    return json;
  }

  private static @Nullable Settings settingsOf(RackReader rack, String serial) throws IOException {
    try {
      return rack.settings(serial);
    } catch (RefusedException e) {
      if (e.status() == Status.UNKNOWN_COMMAND) return null;
      throw e;
    }
  }

  /** As a desk measures it; a fob that is empty or has no seed does not tell. */
  private static void clock(RackReader rack, String serial, Json json) throws IOException {
    try {
      json.put("aheadMillis", rack.clock(serial).drift().toMillis());
    } catch (RefusedException e) {
      if (e.status() != Status.EXHAUSTED && e.status() != Status.NOT_SET_UP) throw e;
    }
  }
}
