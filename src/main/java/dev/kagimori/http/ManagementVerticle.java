package dev.kagimori.http;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers the operators' port. */
final class ManagementVerticle extends VerticleBase {
  private static final Logger LOG = LoggerFactory.getLogger(ManagementVerticle.class);
  private static final String JSON = "application/json";

  private final Listen listen;
  private final Health health;
  private final Supplier<String> metrics;
  private final AtomicInteger bound;

  ManagementVerticle(Listen listen, Health health, Supplier<String> metrics, AtomicInteger bound) {
    this.listen = listen;
    this.health = health;
    this.metrics = metrics;
    this.bound = bound;
  }

  @Override
  public Future<?> start() {
    var sweep = new Sweep(vertx, Limits.DEFAULT); // ends with this verticle
    var watch = new ConnectionWatch(sweep, Limits.DEFAULT, new Gate(64), Forwarding.NONE);
    var options =
        new HttpServerOptions()
            .setHost(listen.host())
            .setPort(listen.port())
            .setHttp2ClearTextEnabled(false)
            .setMaxHeaderSize(Limits.DEFAULT.headerBytes())
            .setIdleTimeout(20)
            .setIdleTimeoutUnit(TimeUnit.SECONDS);
    return vertx
        .createHttpServer(options)
        .connectionHandler(watch::opened)
        .requestHandler(request -> {
          var peer = watch.of(request.connection());
          peer.busy();
          request.response().endHandler(_ -> peer.waits());
          answer(request);
        })
        .listen()
        .onSuccess(server -> bound.set(server.actualPort()));
  }

  private void answer(HttpServerRequest request) {
    ReplyHeaders.api(request.response().headers(), RequestId.of(request.getHeader("X-Request-Id")));
    try {
      if (!request.method().equals(HttpMethod.GET)) {
        request.response().headers().set("Allow", "GET");
        end(request, 405, JSON, "{}");
        return;
      }
      switch (request.path()) {
        case "/health/live" ->
            end(request, 200, JSON, new JsonObject().put("state", "UP").encode());
        case "/health/ready" -> {
          var report = health.report(context);
          end(request, "UP".equals(report.getString("state")) ? 200 : 503, JSON, report.encode());
        }
        case "/metrics" ->
            end(request, 200, "text/plain; version=0.0.4; charset=utf-8", metrics.get());
        case null, default -> end(request, 404, JSON, "{}");
      }
    } catch (Exception e) {
      LOG.error("the operators' port failed", e);
      end(request, 500, JSON, "{}");
    }
  }

  private static void end(HttpServerRequest request, int status, String type, String body) {
    var response = request.response();
    if (response.ended() || response.closed()) return;
    response.setStatusCode(status).headers().set("Content-Type", type);
    response.end(body).onFailure(e -> LOG.debug("the operators' client left before its answer", e));
  }
}
