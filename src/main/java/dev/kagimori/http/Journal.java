package dev.kagimori.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.http.HttpMethod;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * One measurement for each answer, and one log line but for those that come by the thousand;
 * neither knows paths, ids or bodies.
 */
final class Journal {
  private static final Logger ACCESS = LoggerFactory.getLogger("dev.kagimori.access");
  private static final Logger FAULTS = LoggerFactory.getLogger(Journal.class);
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT");

  private final MeterRegistry meters;
  private final Map<String, Map<String, Timer>> timers = new ConcurrentHashMap<>();
  private final FloodGuard refusals = new FloodGuard(System::nanoTime);
  private final FloodGuard faults = new FloodGuard(System::nanoTime);

  Journal(MeterRegistry meters) {
    this.meters = meters;
  }

  /**
   * An answer that was given.
   *
   * @param status 0 where the client left first
   * @param code OK, or the problem's
   */
  record Entry(
      HttpMethod method,
      Destination destination,
      int status,
      String code,
      long nanos,
      Optional<Credentials.Identity> identity,
      String requestId) {}

  void record(Entry entry) {
    timer(entry.destination.operation(), entry.code).record(entry.nanos, TimeUnit.NANOSECONDS);
    switch (entry.code) {
      // the audit has each of the hot routes' good answers
      case "OK" -> log(entry, entry.destination.hot() ? Level.DEBUG : Level.INFO, 0);
      case "OVERLOADED", "RATE_LIMITED" -> {
        int leftOut = refusals.enter();
        if (leftOut != FloodGuard.OUT) log(entry, Level.INFO, leftOut);
      }
      default -> log(entry, Level.INFO, 0);
    }
  }

  /** Looked up in the registry once: there are as many as operations and codes. */
  private Timer timer(String operation, String code) {
    return timers
        .computeIfAbsent(operation, _ -> new ConcurrentHashMap<>())
        .computeIfAbsent(
            code,
            _ ->
                Timer.builder("kagimori.answers")
                    .description("Answers given to front ends, from head to answer")
                    .tag("operation", operation)
                    .tag("code", code)
                    .register(meters));
  }

  private static void log(Entry entry, Level level, int leftOut) {
    if (!ACCESS.isEnabledForLevel(level)) return;
    var method = METHODS.contains(entry.method.name()) ? entry.method.name() : "OTHER";
    var line =
        ACCESS
            .atLevel(level)
            .addKeyValue("method", method)
            .addKeyValue("route", entry.destination.route())
            .addKeyValue("status", entry.status)
            .addKeyValue("code", entry.code)
            .addKeyValue("ms", entry.nanos / 1_000_000)
            .addKeyValue(
                "institution", entry.identity.map(Credentials.Identity::institution).orElse("-"))
            .addKeyValue("client", entry.identity.map(Credentials.Identity::client).orElse("-"))
            .addKeyValue("requestId", entry.requestId);
    if (leftOut > 0) line = line.addKeyValue("leftOut", leftOut);
    line.log("answered");
  }

  /**
   * The one place where a fault is told, in full, to the log alone; an outage has the same many.
   */
  void fault(String requestId, Throwable fault) {
    int leftOut = faults.enter();
    if (leftOut == FloodGuard.OUT) return;
    var line = FAULTS.atError().setCause(fault).addKeyValue("requestId", requestId);
    if (leftOut > 0) line = line.addKeyValue("leftOut", leftOut);
    line.log("a request failed");
  }
}
