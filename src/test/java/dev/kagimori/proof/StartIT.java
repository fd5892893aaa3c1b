package dev.kagimori.proof;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.database.DatabaseUri;
import dev.kagimori.http.Listen;
import dev.kagimori.service.Service;
import dev.kagimori.service.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int EVERY = 8;

  @Test
  void aStartThatFailsAtAnyMessageLeavesNothingRunningAndTheNextOneServes(@TempDir Path directory) {
    try (var postgres = Postgres.start(directory.resolve("postgresql"));
        var proxy = Proxy.to(postgres.port())) {
      var settings =
          Settings.of(
              DatabaseUri.parse(postgres.serviceUri(proxy.port())),
              directory.resolve("master.key"),
              Listen.on("127.0.0.1", 0),
              Listen.on("127.0.0.1", 0));
      var others = ofServices(); // that earlier tests in this process still run
      int failed = 0;
      int n = 1;
      for (boolean cut = true; cut; n += EVERY) {
        proxy.faults().cutAtMessage(n);
        if (!serves(settings)) failed++;
        cut = !proxy.faults().disarm();
        awaitNobodyBut(others);
      }
      assertTrue(failed > 0, "no start failed");
      assertTrue(serves(settings));
      System.out.printf("starts cut at each %dth of %d messages: %d failed%n", EVERY, n, failed);
    }
  }

  private static boolean serves(Settings settings) {
    try (var service = Service.start(settings)) {
      return service.port() > 0;
    } catch (Throwable e) {
      return false; // what is left of it is looked for by the caller
    }
  }

  private static void awaitNobodyBut(Set<Thread> others) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!others.containsAll(ofServices())) {
      assertTrue(System.nanoTime() < end, "threads of a service are left");
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  private static Set<Thread> ofServices() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("vert.x-"))
        .collect(Collectors.toSet());
  }
}
