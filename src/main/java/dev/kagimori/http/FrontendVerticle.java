package dev.kagimori.http;

import dev.kagimori.database.DatabaseBusy;
import dev.kagimori.database.OutcomeUnknown;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One of the instances that share the front ends' port; runs on virtual threads. */
final class FrontendVerticle extends VerticleBase {
  private static final String VISIT = "visit";
  private static final FieldError HTTP =
      new FieldError(FieldError.In.HEADER, "", FieldError.Reason.HTTP, "");

  private static final Pattern UNTIDY = Pattern.compile("//|/\\.{1,2}(/|$)|/$");

  private final HttpFrontend.Shared shared;
  private @Nullable HttpServer server;
  private @Nullable ConnectionWatch watch;

  FrontendVerticle(HttpFrontend.Shared shared) {
    this.shared = shared;
  }

  @Override
  public Future<?> start() {
    var connections = new ConnectionWatch(vertx, shared.limits(), shared.connections());
    watch = connections;
    server =
        vertx
            .createHttpServer(options(shared.listen(), shared.port(), shared.limits()))
            .connectionHandler(connections::opened)
            .invalidRequestHandler(this::unreadable)
            .requestHandler(router());
    return server.listen().onSuccess(bound -> shared.bound().set(bound.actualPort()));
  }

  @Override
  public Future<?> stop() {
    var listening = server;
    if (listening == null) return Future.succeededFuture();
    return listening.shutdown(shared.limits().stop().toMillis(), TimeUnit.MILLISECONDS);
  }

  /** HTTP/1.1 alone: what HTTP/2 adds are ways to be flooded. */
  private static HttpServerOptions options(Listen listen, int port, Limits limits) {
    var options =
        new HttpServerOptions()
            .setHost(listen.host())
            .setPort(port)
            .setHttp2ClearTextEnabled(false)
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

  private Router router() {
    var contract = shared.contract().contract();
    var builder = RouterBuilder.create(vertx, contract).rootHandler(this::enter);
    for (var route : builder.getRoutes()) {
      var operation = route.getOperation();
      var handler =
          new OperationHandler(
              operation,
              new OperationCheck(operation, contract.getSchemaRepository()),
              shared.table().route(operation.getOperationId()),
              shared.limits());
      // the library's check stops at the first error and quotes the value; credentials are
      // looked at on the way in
      route.setDoValidation(false).setDoSecurity(false).addHandler(ctx -> serve(ctx, handler));
    }
    var router = builder.createRouter();
    router.errorHandler(404, ctx -> unmatched(ctx));
    router.errorHandler(405, ctx -> unmatched(ctx));
    for (int status : new int[] {400, 406, 413, 414, 415, 500})
      router.errorHandler(status, ctx -> failed(ctx, status));
    return router;
  }

  /** Every request comes in here; awaits. */
  private void enter(RoutingContext ctx) {
    var request = ctx.request();
    request.pause();
    var connection = request.connection();
    var connections = watch;
    if (connections != null) {
      connections.busy(connection);
      request.response().endHandler(_ -> connections.waits(connection));
    }
    var visit = new Visit(vertx, shared.limits(), shared.journal(), request);
    ctx.put(VISIT, visit);
    if (!framed(request)) {
      visit.isLast();
      visit.answer(new Answer.Refused(FieldError.malformed(HTTP)));
      return;
    }
    String path;
    try {
      path = ctx.normalizedPath();
    } catch (IllegalArgumentException e) { // half an escape sequence
      visit.answer(new Answer.Refused(FieldError.malformed(HTTP)));
      return;
    }
    if (path.equals("/v1") || path.startsWith("/v1/")) api(ctx, visit);
    else page(path, visit);
  }

  private void api(RoutingContext ctx, Visit visit) {
    if (!shared.inFlight().enter()) {
      visit.refuse(ProblemCode.OVERLOADED);
      return;
    }
    try {
      if (!shared.inService().getAsBoolean()) {
        visit.refuse(ProblemCode.OVERLOADED);
        return;
      }
      var identity = Bearer.of(visit.request().headers()).flatMap(shared.credentials()::identify);
      if (visit.over()) return;
      if (identity.isEmpty()) {
        visit.refuse(ProblemCode.UNAUTHENTICATED);
        return;
      }
      visit.isOf(identity.get());
      if (isTidy(visit.request().path())) ctx.next(); // runs the route to its end
      else visit.refuse(ProblemCode.NOT_FOUND);
    } catch (ProblemException e) {
      visit.answer(new Answer.Refused(e.problem()));
    } catch (Throwable e) {
      fault(visit, e);
    } finally {
      shared.inFlight().leave();
    }
  }

  /** The router would take a path with empty or dotted segments for the one without them. */
  private static boolean isTidy(String path) {
    return !UNTIDY.matcher(path).find();
  }

  private void page(String path, Visit visit) {
    var page = shared.documents().at(path);
    if (page.isEmpty()) {
      visit.refuse(ProblemCode.NOT_FOUND);
    } else if (!visit.request().method().equals(HttpMethod.GET)) {
      visit.response().headers().set("Allow", "GET");
      visit.refuse(ProblemCode.METHOD_NOT_ALLOWED);
    } else if (shared.pages().enter()) {
      visit.goesTo("page", "/docs");
      visit.page(page.get().type(), page.get().body()).onComplete(_ -> shared.pages().leave());
    } else {
      visit.refuse(ProblemCode.OVERLOADED);
    }
  }

  private void serve(RoutingContext ctx, OperationHandler handler) {
    Visit visit = ctx.get(VISIT);
    try {
      // the way here leads past the credentials; this stays right should another way be made
      var identity = visit.identity();
      visit.answer(
          identity.isPresent()
              ? handler.handle(ctx, visit, identity.get())
              : Answer.refused(ProblemCode.UNAUTHENTICATED));
    } catch (ProblemException e) {
      visit.answer(new Answer.Refused(e.problem()));
    } catch (Throwable e) {
      fault(visit, e);
    }
  }

  /** No route took it; only someone whose credential is known comes here. */
  private void unmatched(RoutingContext ctx) {
    Visit visit = ctx.get(VISIT);
    var methods = shared.contract().methods(ctx.normalizedPath());
    if (methods.isEmpty()) {
      visit.refuse(ProblemCode.NOT_FOUND);
      return;
    }
    visit.response().headers().set("Allow", String.join(", ", methods));
    visit.refuse(ProblemCode.METHOD_NOT_ALLOWED);
  }

  private void failed(RoutingContext ctx, int status) {
    Visit before = ctx.get(VISIT);
    var visit =
        before != null
            ? before
            : new Visit(vertx, shared.limits(), shared.journal(), ctx.request());
    if (status < 500) {
      visit.answer(new Answer.Refused(FieldError.malformed(HTTP)));
      return;
    }
    var cause = ctx.failure();
    fault(visit, cause != null ? cause : new IllegalStateException("a route failed silently"));
  }

  /** What the codec could not read as HTTP; whatever follows it can't be trusted either. */
  private void unreadable(HttpServerRequest request) {
    var connection = request.connection();
    var connections = watch;
    if (connections != null) connections.busy(connection);
    var visit = new Visit(vertx, shared.limits(), shared.journal(), request);
    visit.isLast();
    var cause = String.valueOf(request.decoderResult().cause());
    if (cause.contains("TooLong")) visit.refuse(ProblemCode.TOO_LARGE);
    else visit.answer(new Answer.Refused(FieldError.malformed(HTTP)));
  }

  private void fault(Visit visit, Throwable fault) {
    shared.journal().fault(visit.requestId(), fault);
    visit.refuse(
        switch (fault) {
          case DatabaseBusy busy -> ProblemCode.OVERLOADED;
          case OutcomeUnknown unknown -> ProblemCode.OUTCOME_UNKNOWN;
          default -> ProblemCode.INTERNAL;
        });
  }

  /**
   * Whether the body's end is beyond doubt (RFC 9112 §6.1): a coding that is not known here, which
   * the codec takes for none, may hide a second request.
   */
  private static boolean framed(HttpServerRequest request) {
    var codings = request.headers().getAll("Transfer-Encoding");
    return !request.headers().contains("")
        && (codings.isEmpty()
            || (codings.size() == 1 && codings.getFirst().equalsIgnoreCase("chunked")));
  }
}
