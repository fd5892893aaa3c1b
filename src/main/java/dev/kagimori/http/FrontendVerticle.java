package dev.kagimori.http;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One of the event loops that share the public port. */
final class FrontendVerticle extends VerticleBase {
  private final HttpFrontend.Shared shared;
  private final Workers workers;
  private List<Routes> routes = List.of();
  private @Nullable HttpServer server;

  FrontendVerticle(HttpFrontend.Shared shared, Workers workers) {
    this.shared = shared;
    this.workers = workers;
  }

  @Override
  public Future<?> start() {
    var sweep = new Sweep(vertx, shared.limits()); // ends with this verticle
    var watch =
        new ConnectionWatch(sweep, shared.limits(), shared.connections(), shared.forwarding());
    routes = List.copyOf(shared.routes().get());
    var reception =
        new Reception(vertx, shared, routes, workers, watch, Lines.of(sweep, shared.limits()));
    var opening =
        vertx
            .createHttpServer(options(shared.listen(), shared.port(), shared.limits()))
            .connectionHandler(watch::opened)
            .invalidRequestHandler(reception::unreadable)
            .requestHandler(reception::arrive);
    server = opening;
    return opening.listen().onSuccess(bound -> shared.bound().set(bound.actualPort()));
  }

  @Override
  public Future<?> stop() {
    var listening = server;
    var ended =
        listening == null
            ? Future.<Void>succeededFuture()
            : listening.shutdown(shared.limits().stop().toMillis(), TimeUnit.MILLISECONDS);
    return ended.eventually(() -> Future.join(routes.stream().map(Routes::close).toList()));
  }

  /** HTTP/1.1 alone: what HTTP/2 adds are ways to be flooded. */
  private static HttpServerOptions options(Listen listen, int port, Limits limits) {
    var options =
        new HttpServerOptions()
            .setHost(listen.host())
            .setPort(port)
            .setHttp2ClearTextEnabled(false)
            // no operation is a web socket, and looking for one costs each request
            .setPerFrameWebSocketCompressionSupported(false)
            .setPerMessageWebSocketCompressionSupported(false)
            .setUseAlpn(false)
            .setMaxInitialLineLength(limits.lineBytes())
            .setMaxHeaderSize(limits.headerBytes())
            .setSslHandshakeTimeout(limits.head().toMillis())
            .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
            // behind the other deadlines, should one of them fail
            .setIdleTimeout((int) limits.request().plus(limits.write()).toMillis())
            .setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
    listen
        .tls()
        .ifPresent(tls ->
            options
                .setSsl(true)
                .setEnabledSecureTransportProtocols(Set.of("TLSv1.3", "TLSv1.2"))
                .setKeyCertOptions(
                    new PemKeyCertOptions()
                        .setKeyPath(tls.key().toString())
                        .setCertPath(tls.certificate().toString())));
    return options;
  }
}
