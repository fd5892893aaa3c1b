package dev.kagimori.http;

import dev.kagimori.http.FieldError.Reason;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.openapi.contract.Operation;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** One operation: from a request whose caller is known to its answer. */
final class OperationHandler {
  private static final Pattern JSON =
      Pattern.compile("application/json\\s*(;\\s*charset\\s*=\\s*\"?utf-8\"?\\s*)?");

  private final String id;
  private final String template;
  private final OperationCheck check;
  private final Function<Call, Answer> route;
  private final StrictJson json;
  private final Limits limits;

  OperationHandler(
      Operation operation, OperationCheck check, Function<Call, Answer> route, Limits limits) {
    id = operation.getOperationId();
    template = operation.getAbsoluteOpenAPIPath();
    this.check = check;
    this.route = route;
    this.limits = limits;
    json = new StrictJson(limits.depth());
  }

  /** Awaits. */
  Answer handle(RoutingContext ctx, Visit visit, Credentials.Identity identity) {
    visit.goesTo(id, template);
    var deadline = Deadline.in(limits.request());
    var request = visit.request();
    if (check.hasBody() && !isJson(request.headers()))
      return Answer.refused(ProblemCode.UNSUPPORTED_MEDIA_TYPE);
    if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT)))
      visit.response().writeContinue();
    return switch (BodyReader.read(ctx.vertx(), request, limits.bodyBytes(), limits.body())) {
      case BodyReader.Body.TooLarge() -> Answer.refused(ProblemCode.TOO_LARGE);
      case BodyReader.Body.Broken() ->
          new Answer.Refused(FieldError.malformed(FieldError.body("", Reason.BODY_TOO_SLOW)));
      case BodyReader.Body.Whole(var bytes) when !check.hasBody() ->
          bytes.length() == 0
              ? checked(ctx, visit, identity, deadline, Optional.empty())
              : new Answer.Refused(FieldError.malformed(FieldError.body("", Reason.NO_BODY)));
      case BodyReader.Body.Whole(var bytes) when bytes.length() == 0 ->
          new Answer.Refused(FieldError.malformed(FieldError.body("", Reason.REQUIRED)));
      case BodyReader.Body.Whole(var bytes) ->
          switch (json.read(bytes.getBytes())) {
            case StrictJson.Outcome.Refused(var error) ->
                new Answer.Refused(FieldError.malformed(error));
            case StrictJson.Outcome.Read(var object) ->
                checked(ctx, visit, identity, deadline, Optional.of(object));
          };
    };
  }

  private Answer checked(
      RoutingContext ctx,
      Visit visit,
      Credentials.Identity identity,
      Deadline deadline,
      Optional<JsonObject> body) {
    var result =
        check.check(
            ctx.pathParams(), ctx.queryParams(), visit.request().headers(), body.orElse(null));
    if (!result.errors().isEmpty())
      return new Answer.Refused(FieldError.malformed(result.errors()));
    if (visit.over()) return Answer.refused(ProblemCode.OVERLOADED);
    visit.atWork();
    var fitting = result.fitting();
    return route.apply(
        new Call(
            new Caller(
                identity.institution(),
                identity.client(),
                visit.request().remoteAddress().hostAddress(),
                visit.requestId()),
            visit.request().method().name(),
            path(fitting.path()),
            Map.copyOf(fitting.path()),
            Map.copyOf(fitting.query()),
            body.orElseGet(JsonObject::new),
            Optional.ofNullable(fitting.headers().get("Idempotency-Key")),
            deadline));
  }

  /** One spelling for each path, however it was written. */
  private String path(Map<String, String> parameters) {
    var path = template;
    for (var parameter : parameters.entrySet())
      path = path.replace('{' + parameter.getKey() + '}', parameter.getValue());
    return path;
  }

  private static boolean isJson(MultiMap headers) {
    var type = headers.get(HttpHeaders.CONTENT_TYPE);
    var encoding = headers.get(HttpHeaders.CONTENT_ENCODING);
    return type != null
        && JSON.matcher(type.strip().toLowerCase(Locale.ROOT)).matches()
        && (encoding == null || encoding.equalsIgnoreCase("identity"));
  }
}
