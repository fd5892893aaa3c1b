package dev.kagimori.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One log line and one measurement for each answer; neither knows paths, ids or bodies. */
final class Journal {
  private static final Logger ACCESS = LoggerFactory.getLogger("dev.kagimori.access");
  private static final Logger FAULTS = LoggerFactory.getLogger(Journal.class);
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT");

  private final MeterRegistry meters;

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
    var method = METHODS.contains(entry.method.name()) ? entry.method.name() : "OTHER";
    Timer.builder("kagimori.answers")
        .description("Answers given to front ends, from head to answer")
        .tag("operation", entry.destination.operation())
        .tag("code", entry.code)
        .register(meters)
        .record(Duration.ofNanos(entry.nanos));
    ACCESS
        .atInfo()
        .addKeyValue("method", method)
        .addKeyValue("route", entry.destination.route())
        .addKeyValue("status", entry.status)
        .addKeyValue("code", entry.code)
        .addKeyValue("ms", entry.nanos / 1_000_000)
        .addKeyValue(
            "institution", entry.identity.map(Credentials.Identity::institution).orElse("-"))
        .addKeyValue("client", entry.identity.map(Credentials.Identity::client).orElse("-"))
        .addKeyValue("requestId", entry.requestId)
        .log("answered");
  }

  /** The one place where a fault is told, in full, to the log alone. */
  void fault(String requestId, Throwable fault) {
    FAULTS.atError().setCause(fault).addKeyValue("requestId", requestId).log("a request failed");
  }
}
