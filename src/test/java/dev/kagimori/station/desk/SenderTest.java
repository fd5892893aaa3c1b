package dev.kagimori.station.desk;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.trial.Waits;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The thread that sends what was read. */
class SenderTest {
  @TempDir private Path folder;

  private static final class Unspeakable extends JsonObject {
    @Override
    public Map<String, Object> getMap() {
      throw new StackOverflowError("planted");
    }
  }

  @Test
  void whateverEndsItIsToldToTheReader() throws Exception {
    var key = folder.resolve("key");
    Files.writeString(key, "nobody");
    try (var door = StockDoor.of(URI.create("http://127.0.0.1:1"), key);
        var sender = new Sender(door, Duration.ofSeconds(1))) {
      sender.send(new Sighting("GM00000001", new Unspeakable(), null, null, System.nanoTime()));
      Waits.until("its end is told", () -> isOver(sender));
    }
  }

  private static boolean isOver(Sender sender) {
    try {
      var verdict = sender.verdict(Duration.ofMillis(20));
      assertTrue(verdict.isEmpty(), "nothing was sent");
      return false;
    } catch (DeskException e) {
      assertTrue((e.getMessage() + e.japanese()).contains("planted"), e::getMessage);
      return true;
    }
  }
}
