package dev.kagimori.http;

import dev.kagimori.database.DatabaseBusy;
import dev.kagimori.database.OutcomeUnknown;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Brings each request of one event loop to its door's operation or page, and the answer back. */
final class Reception {
  private static final String VISIT = "visit";
  private static final FieldError HTTP =
      new FieldError(FieldError.In.HEADER, "", FieldError.Reason.HTTP, "");

  private static final MultiMap NO_QUERY = MultiMap.caseInsensitiveMultiMap();

  private final HttpFrontend.Shared shared;
  private final ConnectionWatch watch;
  private final Lines lines;
  private final FastLane fastLane = new FastLane();
  private final Map<Door, Router> operations = new EnumMap<>(Door.class);
  private final Router router;

  Reception(
      Vertx vertx,
      HttpFrontend.Shared shared,
      List<Routes> routes,
      Workers workers,
      ConnectionWatch watch,
      Lines lines) {
    this.shared = shared;
    this.watch = watch;
    this.lines = lines;
    for (var door : Door.values()) operations.put(door, operations(vertx, door, routes, workers));
    router = router(vertx);
  }

  /** Every request comes in here. */
  void arrive(HttpServerRequest request) {
    var plain = fastLane.match(request);
    if (plain.isEmpty()) router.handle(request);
    else enter(request, plain.get());
  }

  /** What the codec could not read as HTTP; whatever follows it can't be trusted either. */
  void unreadable(HttpServerRequest request) {
    var visit = visit(request);
    visit.isLast();
    var cause = String.valueOf(request.decoderResult().cause());
    if (cause.contains("TooLong")) visit.refuse(ProblemCode.TOO_LARGE);
    else malformed(visit);
  }

  /** Where everything arrives that the fast lane does not take. */
  private Router router(Vertx vertx) {
    var router = Router.router(vertx);
    router.route().handler(this::enter);
    return refusing(router);
  }

  /** Whatever a router gives up becomes a problem; each asks its own handlers first. */
  private Router refusing(Router router) {
    router.errorHandler(404, this::unmatched);
    router.errorHandler(405, this::unmatched);
    for (int status : new int[] {400, 406, 413, 414, 415, 500})
      router.errorHandler(status, ctx -> failed(ctx, status));
    return router;
  }

  /** What lies behind a door. */
  private Router operations(Vertx vertx, Door door, List<Routes> routes, Workers workers) {
    var entrance = shared.at(door);
    var table = ApiTable.of(door, entrance.contract(), routes);
    var contract = entrance.contract().contract();
    var streams = new StreamHandler(shared.streams(), shared.limits().streams(), lines);
    // without a handler of ours it would read bodies
    var builder = RouterBuilder.create(vertx, contract).rootHandler(RoutingContext::next);
    for (var route : builder.getRoutes()) {
      var operation = route.getOperation();
      var check = new OperationCheck(operation, contract.getSchemaRepository());
      // the library's check stops at the first error and quotes the value; credentials are
      // looked at on the way in
      route.setDoValidation(false).setDoSecurity(false);
      var handler =
          new OperationHandler(
              operation,
              check,
              table.route(operation.getOperationId()),
              workers,
              entrance.atWork(),
              shared.limits(),
              lines,
              streams,
              entrance.contract().uploads(operation.getOperationId()));
      route.addHandler(ctx -> serve(ctx, handler));
      if (handler.isHot() && door == Door.FRONT_END) fastLane.add(operation, handler);
    }
    return refusing(builder.createRouter());
  }

  private Visit visit(HttpServerRequest request) {
    return Visit.begin(
        lines, shared.limits(), shared.journal(), watch.of(request.connection()), request);
  }

  private void enter(RoutingContext ctx) {
    var request = ctx.request();
    var visit = visit(request);
    visit.pause();
    ctx.put(VISIT, visit);
    if (!RequestHead.isFramed(request)) {
      visit.isLast();
      malformed(visit);
      return;
    }
    String path;
    try {
      path = ctx.normalizedPath();
    } catch (IllegalArgumentException e) { // half an escape sequence
      malformed(visit);
      return;
    }
    var door = Door.of(path);
    if (door.isEmpty()) page(path, visit);
    else
      admit(
          visit,
          door.get(),
          () -> {
            if (RequestHead.isTidy(request.path())) operations(door.get()).handleContext(ctx);
            else visit.refuse(ProblemCode.NOT_FOUND);
          });
  }

  private Router operations(Door door) {
    return Objects.requireNonNull(operations.get(door));
  }

  private void enter(HttpServerRequest request, FastLane.Match plain) {
    var visit = visit(request);
    admit(visit, Door.FRONT_END, () -> serve(visit, plain.handler(), plain.path(), NO_QUERY));
  }

  /** Goes on with whoever shows a credential that is good at this door. */
  private void admit(Visit visit, Door door, Runnable onward) {
    if (!shared.inService().getAsBoolean()) {
      visit.refuse(ProblemCode.OVERLOADED);
      return;
    }
    var credentials = shared.at(door).credentials();
    if (credentials.isEmpty()) {
      admitted(visit, Optional.of(Door.NOBODY), onward);
      return;
    }
    var bearer = Bearer.of(visit.request().headers());
    if (bearer.isEmpty()) {
      visit.refuse(ProblemCode.UNAUTHENTICATED);
      return;
    }
    // credentials may be asked of the database, for whoever comes
    if (!shared.lookUps().enter()) {
      visit.refuse(ProblemCode.OVERLOADED);
      return;
    }
    var found = identify(credentials.get(), bearer.get());
    if (!found.isComplete()) visit.pause();
    found.onComplete(looked -> {
      shared.lookUps().leave();
      if (visit.over()) return;
      if (looked.failed()) fault(visit, looked.cause());
      else admitted(visit, looked.result(), onward);
    });
  }

  private void admitted(Visit visit, Optional<Credentials.Identity> identity, Runnable onward) {
    if (identity.isEmpty()) {
      visit.refuse(ProblemCode.UNAUTHENTICATED);
      return;
    }
    visit.isOf(identity.get());
    try {
      onward.run();
    } catch (Throwable e) {
      fault(visit, e);
    }
  }

  private static Future<Optional<Credentials.Identity>> identify(
      Credentials credentials, String bearer) {
    try {
      return credentials.identify(bearer);
    } catch (Throwable e) {
      return Future.failedFuture(e);
    }
  }

  private void page(String path, Visit visit) {
    var page = shared.documents().at(path);
    if (page.isEmpty()) {
      file(path, visit);
    } else if (!visit.request().method().equals(HttpMethod.GET)) {
      only(visit, "GET");
    } else if (shared.pages().enter()) {
      visit.goesTo(Destination.PAGE);
      visit.page(page.get().type(), page.get().body()).onComplete(_ -> shared.pages().leave());
    } else {
      visit.refuse(ProblemCode.OVERLOADED);
    }
  }

  private void file(String path, Visit visit) {
    var file = shared.site().at(path);
    var method = visit.request().method();
    if (file.isEmpty()) {
      visit.refuse(ProblemCode.NOT_FOUND);
    } else if (!method.equals(HttpMethod.GET) && !method.equals(HttpMethod.HEAD)) {
      only(visit, "GET, HEAD");
    } else if (shared.files().enter()) {
      visit.goesTo(Destination.FILE);
      visit.file(file.get()).onComplete(_ -> shared.files().leave());
    } else {
      visit.refuse(ProblemCode.OVERLOADED);
    }
  }

  private static void only(Visit visit, String methods) {
    visit.headers().set("Allow", methods);
    visit.refuse(ProblemCode.METHOD_NOT_ALLOWED);
  }

  private void serve(RoutingContext ctx, OperationHandler handler) {
    serve(ctx.get(VISIT), handler, ctx.pathParams(), ctx.queryParams());
  }

  private void serve(
      Visit visit, OperationHandler handler, Map<String, String> path, MultiMap query) {
    // the way here leads past the credentials; this stays right should another way be made
    var identity = visit.identity();
    if (identity.isEmpty()) {
      visit.refuse(ProblemCode.UNAUTHENTICATED);
      return;
    }
    try {
      handler
          .handle(visit, identity.get(), path, query)
          .onComplete(done -> {
            if (done.succeeded()) visit.answer(done.result());
            else fault(visit, done.cause());
          });
    } catch (Throwable e) {
      fault(visit, e);
    }
  }

  /** No route took it; only someone who was let in at the door comes here. */
  private void unmatched(RoutingContext ctx) {
    Visit visit = ctx.get(VISIT);
    var path = ctx.normalizedPath();
    var methods =
        Door.of(path).map(door -> shared.at(door).contract().methods(path)).orElse(List.of());
    if (methods.isEmpty()) {
      visit.refuse(ProblemCode.NOT_FOUND);
      return;
    }
    visit.headers().set("Allow", String.join(", ", methods));
    visit.refuse(ProblemCode.METHOD_NOT_ALLOWED);
  }

  private void failed(RoutingContext ctx, int status) {
    Visit before = ctx.get(VISIT);
    var visit = before != null ? before : visit(ctx.request());
    if (status < 500) {
      malformed(visit);
      return;
    }
    var cause = ctx.failure();
    fault(visit, cause != null ? cause : new IllegalStateException("a route failed silently"));
  }

  private static void malformed(Visit visit) {
    visit.answer(new Answer.Refused(FieldError.malformed(HTTP)));
  }

  private void fault(Visit visit, Throwable fault) {
    switch (fault) {
      case ProblemException refusal -> visit.answer(new Answer.Refused(refusal.problem()));
      case HttpException http when http.getStatusCode() < 500 -> malformed(visit);
      default -> {
        shared.journal().fault(visit.requestId(), fault);
        visit.refuse(
            switch (fault) {
              case DatabaseBusy busy -> ProblemCode.OVERLOADED;
              case OutcomeUnknown unknown -> ProblemCode.OUTCOME_UNKNOWN;
              default -> ProblemCode.INTERNAL;
            });
      }
    }
  }
}
