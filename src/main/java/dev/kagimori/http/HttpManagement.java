package dev.kagimori.http;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The operators' port: {@code /health/live}, {@code /health/ready} and {@code /metrics}. It asks
 * nobody who they are, and belongs into a network of its own.
 */
public final class HttpManagement {
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Vertx vertx;
  private final String deployment;
  private final AtomicInteger bound;

  private HttpManagement(Vertx vertx, String deployment, AtomicInteger bound) {
    this.vertx = vertx;
    this.deployment = deployment;
    this.bound = bound;
  }

  /**
   * Opens the port; awaits.
   *
   * @param listen without TLS; one instance is enough
   * @throws IllegalStateException when the port is taken
   */
  public static HttpManagement start(
      Vertx vertx, Listen listen, List<HealthCheck> checks, PrometheusMeterRegistry meters) {
    var bound = new AtomicInteger();
    var options = new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD);
    var verticle =
        new ManagementVerticle(listen, new Health(checks, PATIENCE), meters::scrape, bound);
    try {
      return new HttpManagement(vertx, vertx.deployVerticle(verticle, options).await(), bound);
    } catch (Exception e) {
      throw HttpFrontend.refusal(e, listen.host(), listen.port());
    }
  }

  /** The port that is listened on. */
  public int port() {
    return bound.get();
  }

  /** Awaits. */
  public void stop() {
    vertx.undeploy(deployment).await();
  }
}
