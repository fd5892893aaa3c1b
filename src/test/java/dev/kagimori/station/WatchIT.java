package dev.kagimori.station;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.fob.rack.Rack;
import dev.kagimori.station.StationException.PortUnusable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A watch sees fobs come and go, and lives on while its line does. */
@Timeout(60)
@SuppressWarnings("try") // closing early is what is tested
class WatchIT {
  @TempDir Path folder;

  private sealed interface Event {
    record Connected(int fobs) implements Event {}

    record Lost(StationException why) implements Event {}

    record Read(List<Reading> readings) implements Event {}

    record Gone(List<String> serials) implements Event {}
  }

  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

  private final Watch.Listener listener =
      new Watch.Listener() {
        @Override
        public void connected(dev.kagimori.station.Rack rack) {
          events.add(new Event.Connected(rack.fobs()));
        }

        @Override
        public void lost(StationException why) {
          events.add(new Event.Lost(why));
        }

        @Override
        public void read(List<Reading> readings) {
          events.add(new Event.Read(readings));
        }

        @Override
        public void gone(List<String> serials) {
          events.add(new Event.Gone(serials));
        }
      };

  private <E extends Event> E next(Class<E> kind) throws InterruptedException {
    var event = events.poll(SimulatedRack.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    assertNotNull(event, "waited in vain for " + kind.getSimpleName());
    return assertInstanceOf(kind, event);
  }

  private Watch watch(Path line) {
    return new Watch(
        () -> Station.open(line, Station.BAUD_DEFAULT, SimulatedRack.STANDING),
        listener,
        Duration.ofMillis(20),
        Duration.ZERO);
  }

  private static CompletableFuture<Void> start(Watch watch) {
    return CompletableFuture.runAsync(() -> {
      try {
        watch.run();
      } catch (PortUnusable e) {
        throw new IllegalStateException(e);
      }
    });
  }

  @Test
  void fobsThatComeAndGoAreToldOnceAlsoThroughUnplugging() throws Exception {
    var fobs = SimulatedRack.fobs(5);
    var late = fobs.get(3);
    var line = folder.resolve("rack");
    var watch = watch(line);
    CompletableFuture<Void> running;
    try (var rack = SimulatedRack.open(fobs.subList(0, 3), line)) {
      running = start(watch);
      assertEquals(3, next(Event.Connected.class).fobs());
      assertAllRight(rack, 3, next(Event.Read.class).readings());

      rack.put(late);
      assertAllRight(rack, 1, next(Event.Read.class).readings());
      assertNotNull(rack.take(late.serial()));
      assertEquals(List.of(late.serial()), next(Event.Gone.class).serials());

      rack.close();
      next(Event.Lost.class);
    }
    try (var rack = SimulatedRack.open(fobs.subList(1, 5), line)) {
      assertEquals(4, next(Event.Connected.class).fobs());
      assertEquals(List.of(fobs.getFirst().serial()), next(Event.Gone.class).serials());
      assertAllRight(rack, 2, next(Event.Read.class).readings());
      watch.stop();
      running.get(SimulatedRack.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
    assertEquals(List.of(), List.copyOf(events));
  }

  @Test
  void aPortThatIsNotThereYetIsWaitedForAndOneThatNeverWillBeIsRefused() throws Exception {
    var line = folder.resolve("rack");
    var watch = watch(line);
    var running = start(watch);
    next(Event.Lost.class);
    try (var rack = SimulatedRack.open(SimulatedRack.fobs(1), line)) {
      next(Event.Connected.class);
      assertAllRight(rack, 1, next(Event.Read.class).readings());
      watch.stop();
      running.get(SimulatedRack.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
    assertThrows(PortUnusable.class, () -> watch(Path.of("/dev/null")).run());
  }

  private static void assertAllRight(Rack rack, int count, List<Reading> readings)
      throws IOException {
    assertEquals(count, readings.size());
    for (var reading : readings) {
      var fob = rack.fob(reading.serial());
      assertTrue(SimulatedRack.right(fob, reading), reading::toString);
    }
  }
}
