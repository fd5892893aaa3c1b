package dev.kagimori.http;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the checks side by side, each within its second, and none twice at once. */
final class Health {
  private static final Logger LOG = LoggerFactory.getLogger(Health.class);

  private final List<Running> checks;
  private final Duration patience;

  Health(List<HealthCheck> checks, Duration patience) {
    this.checks = checks.stream().map(check -> new Running(check, new AtomicBoolean())).toList();
    this.patience = patience;
  }

  private record Running(HealthCheck check, AtomicBoolean busy) {}

  /** What a check said. */
  private record Finding(String name, Optional<String> problem) {}

  /** Awaits. */
  JsonObject report(Context context) {
    long until = System.nanoTime() + patience.toNanos();
    var started = checks.stream().map(running -> begin(context, running)).toList();
    var findings = new JsonArray();
    boolean ready = true;
    for (int i = 0; i < started.size(); i++) {
      var finding = finding(context, started.get(i), checks.get(i).check.name(), until);
      ready &= finding.problem.isEmpty();
      var json = new JsonObject().put("name", finding.name);
      json.put("state", finding.problem.isEmpty() ? "UP" : "DOWN");
      finding.problem.ifPresent(problem -> json.put("problem", problem));
      checks.get(i).check.note().ifPresent(note -> json.put("note", note));
      findings.add(json);
    }
    return new JsonObject().put("state", ready ? "UP" : "DOWN").put("checks", findings);
  }

  private static Future<Optional<String>> begin(Context context, Running running) {
    if (!running.busy.compareAndSet(false, true))
      return Future.succeededFuture(Optional.of("the check before has not ended yet"));
    var promise = Promise.<Optional<String>>promise();
    context.runOnContext(_ -> {
      try {
        promise.complete(running.check.problem());
      } catch (Throwable e) {
        LOG.atError().setCause(e).log("the health check {} failed", running.check.name());
        promise.complete(Optional.of("the check failed; the log tells why"));
      } finally {
        running.busy.set(false);
      }
    });
    return promise.future();
  }

  private Finding finding(
      Context context, Future<Optional<String>> started, String name, long until) {
    var left = Duration.ofNanos(Math.max(1_000_000, until - System.nanoTime()));
    return new Finding(
        name,
        Patience.await(context.owner(), started, left)
            .orElseGet(() -> Optional.of("no answer within " + patience.toMillis() + " ms")));
  }
}
