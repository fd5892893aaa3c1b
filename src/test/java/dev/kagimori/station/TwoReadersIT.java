package dev.kagimori.station;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.fob.device.Fob;
import dev.kagimori.fob.rack.LineFault;
import dev.kagimori.fob.rack.Rack;
import dev.kagimori.station.StationException.PortUnusable;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two readers, in two processes, want one line. */
@Timeout(120)
class TwoReadersIT {
  private static final int FAST = 4_000_000;

  @TempDir private Path folder = Path.of("");

  private Rack rack(int fobs) throws IOException {
    return Rack.open(
        SimulatedRack.fobs(fobs), SimulatedRack.STANDING, folder.resolve("rack"), FAST);
  }

  private static Station station(Rack rack) throws StationException {
    return Station.open(rack.line(), FAST, SimulatedRack.STANDING);
  }

  @Test
  void theSecondIsRefusedInClearWordsTheFirstIsUndisturbedAndTheNextReadsTheSameTable()
      throws Exception {
    try (var rack = rack(300)) {
      var refused = new CountDownLatch(1);
      try (var first = station(rack)) {
        var reading =
            CompletableFuture.supplyAsync(
                () -> readUntil(refused, first), Thread.ofPlatform()::start);
        try (var second = StationProcess.start("read", rack.line(), FAST)) {
          assertEquals(1, second.status());
          assertEquals("", second.out());
          assertTrue(second.err().contains("the port is in use by another program"), second::err);
          assertTrue(second.err().contains("ポートは別のプログラムが使用中です"), second::err);
        } finally {
          refused.countDown();
        }
        for (var read : reading.get(60, TimeUnit.SECONDS)) {
          assertTrue(SimulatedRack.right(rack.fob(read.serial()), read), read::toString);
        }
      }
      try (var next = StationProcess.start("read", rack.line(), FAST)) {
        assertEquals(0, next.status(), next::err);
        assertRight(rack, new JsonObject(next.out()));
      }
    }
  }

  /** Reads the whole rack at least once, and goes on while the second one comes and goes. */
  private static List<Reading> readUntil(CountDownLatch refused, Station station) {
    try {
      List<Reading> last;
      do {
        last = station.read();
        assertEquals(300, last.size());
      } while (refused.getCount() > 0);
      return last;
    } catch (StationException e) {
      throw new AssertionError("disturbed", e);
    }
  }

  private static void assertRight(Rack rack, JsonObject table) {
    var fobs = table.getJsonArray("fobs");
    assertEquals(
        rack.fobs().stream().map(Fob::serial).toList(),
        fobs.stream().map(fob -> ((JsonObject) fob).getString("serial")).toList());
    for (int i = 0; i < fobs.size(); i++) {
      var read = fobs.getJsonObject(i);
      var fob = rack.fob(read.getString("serial"));
      assertEquals(
          fob.display(SimulatedRack.NOW).code().orElseThrow(),
          read.getString("code"),
          fob::toString);
      assertEquals(fob.battery().percent(SimulatedRack.NOW), read.getInteger("batteryPercent"));
      assertEquals(fob.model(), read.getString("model"));
    }
  }

  @Test
  void aReaderThatIsKilledLeavesTheLineFreeForTheNext() throws Exception {
    try (var rack = rack(24)) {
      var begun = new CountDownLatch(40);
      LineFault witness =
          answer -> {
            begun.countDown();
            return answer;
          };
      rack.fault(witness);
      try (var first = StationProcess.start("watch", rack.line(), FAST)) {
        assertTrue(begun.await(SimulatedRack.PATIENCE.toSeconds(), TimeUnit.SECONDS));
        var e = assertThrows(PortUnusable.class, () -> station(rack));
        assertEquals(PortUnusable.Reason.BUSY, e.reason());
        first.kill(); // perhaps in the middle of a request
      }
      try (var next = station(rack)) {
        for (var read : next.read()) {
          assertTrue(SimulatedRack.right(rack.fob(read.serial()), read), read::toString);
        }
      }
    }
  }
}
