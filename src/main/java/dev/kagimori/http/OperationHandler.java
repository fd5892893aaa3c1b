package dev.kagimori.http;

import dev.kagimori.http.FieldError.Reason;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.Operation;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** One operation: from a request whose caller is known to its answer. Never waits. */
final class OperationHandler {
  private static final Optional<JsonObject> NO_BODY = Optional.empty();
  private static final Pattern JSON =
      Pattern.compile("application/json\\s*(;\\s*charset\\s*=\\s*\"?utf-8\"?\\s*)?");

  private final Destination destination;
  private final OperationCheck check;
  private final ApiTable.Route route;
  private final Workers workers;
  private final Gate atWork;
  private final StrictJson json;
  private final Limits limits;
  private final Lines lines;
  private final StreamHandler streams;
  private final Set<String> uploads;

  OperationHandler(
      Operation operation,
      OperationCheck check,
      ApiTable.Route route,
      Workers workers,
      Gate atWork,
      Limits limits,
      Lines lines,
      StreamHandler streams,
      Set<String> uploads) {
    destination =
        new Destination(
            operation.getOperationId(),
            operation.getAbsoluteOpenAPIPath(),
            route instanceof ApiTable.Route.OnLoop);
    this.check = check;
    this.route = route;
    this.workers = workers;
    this.atWork = atWork;
    this.limits = limits;
    this.lines = lines;
    this.streams = streams;
    this.uploads = uploads;
    json = new StrictJson(limits.depth());
  }

  /** Asked so often that the router is too far about. */
  boolean isHot() {
    return destination.hot();
  }

  /**
   * The answer, or why there is none.
   *
   * @param path its parameters, decoded
   * @param query its parameters, decoded
   */
  Future<Answer> handle(
      Visit visit, Credentials.Identity identity, Map<String, String> path, MultiMap query) {
    visit.goesTo(destination);
    var asked = new Asked(visit, identity, Deadline.in(patience()), path, query);
    return switch (route) {
      case ApiTable.Route.OnLoop _ -> taken(asked);
      case ApiTable.Route.Awaiting _ -> atWork.counted(() -> taken(asked));
      case ApiTable.Route.Uploading(var function) -> uploaded(asked, function);
      case ApiTable.Route.Downloading _ -> taken(asked);
    };
  }

  private Duration patience() {
    return switch (route) {
      case ApiTable.Route.OnLoop _, ApiTable.Route.Awaiting _ -> limits.request();
      case ApiTable.Route.Uploading _, ApiTable.Route.Downloading _ -> limits.streams().total();
    };
  }

  private Future<Answer> taken(Asked asked) {
    var visit = asked.visit;
    var request = visit.request();
    if (check.hasBody() && !isJson(request.headers()))
      return refused(Answer.refused(ProblemCode.UNSUPPORTED_MEDIA_TYPE));
    if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT)))
      request.response().writeContinue();
    return BodyReader.read(visit, limits.bodyBytes(), lines.body())
        .compose(came ->
            switch (came) {
              case BodyReader.Body.TooLarge() -> refused(Answer.refused(ProblemCode.TOO_LARGE));
              case BodyReader.Body.Broken() -> malformed(FieldError.body("", Reason.BODY_TOO_SLOW));
              case BodyReader.Body.Whole(var bytes) -> read(asked, bytes);
            });
  }

  /** All that can be told before the body is told before any of it is taken. */
  private Future<Answer> uploaded(Asked asked, Function<Upload, Answer> function) {
    var visit = asked.visit;
    var type = StreamHandler.mediaType(uploads, visit.request().headers());
    if (type.isEmpty())
      return refused(new Answer.Refused(Problem.of(ProblemCode.UNSUPPORTED_MEDIA_TYPE, "upload")));
    var result = check.check(asked.path, asked.query, visit.request().headers(), null);
    if (!result.errors().isEmpty())
      return refused(new Answer.Refused(FieldError.malformed(result.errors())));
    visit.atWork();
    return streams.upload(visit, call(asked, result.fitting(), NO_BODY), type.get(), function);
  }

  /** What was asked, but for the body. */
  private record Asked(
      Visit visit,
      Credentials.Identity identity,
      Deadline deadline,
      Map<String, String> path,
      MultiMap query) {}

  private Future<Answer> read(Asked asked, Buffer bytes) {
    if (!check.hasBody())
      return bytes.length() == 0
          ? checked(asked, Optional.empty())
          : malformed(FieldError.body("", Reason.NO_BODY));
    if (bytes.length() == 0) return malformed(FieldError.body("", Reason.REQUIRED));
    return switch (json.read(bytes.getBytes())) {
      case StrictJson.Outcome.Refused(var error) -> malformed(error);
      case StrictJson.Outcome.Read(var object) -> checked(asked, Optional.of(object));
    };
  }

  private Future<Answer> checked(Asked asked, Optional<JsonObject> body) {
    var visit = asked.visit;
    var result = check.check(asked.path, asked.query, visit.request().headers(), body.orElse(null));
    if (!result.errors().isEmpty())
      return refused(new Answer.Refused(FieldError.malformed(result.errors())));
    if (visit.over()) return refused(Answer.refused(ProblemCode.OVERLOADED));
    visit.atWork();
    var call = call(asked, result.fitting(), body);
    return switch (route) {
      case ApiTable.Route.OnLoop(var function) -> function.apply(call);
      case ApiTable.Route.Awaiting(var function) -> workers.run(function, call);
      case ApiTable.Route.Downloading(var function) -> streams.download(visit, call, function);
      case ApiTable.Route.Uploading _ -> throw new IllegalStateException("its body is not JSON");
    };
  }

  private Call call(Asked asked, OperationCheck.Fitting fitting, Optional<JsonObject> body) {
    var visit = asked.visit;
    return new Call(
        new Caller(
            asked.identity.institution(),
            asked.identity.client(),
            visit.address(),
            visit.requestId()),
        visit.request().method().name(),
        path(fitting.path()),
        Map.copyOf(fitting.path()),
        Map.copyOf(fitting.query()),
        body.orElseGet(JsonObject::new),
        Optional.ofNullable(fitting.headers().get("Idempotency-Key")),
        asked.deadline);
  }

  /** One spelling for each path, however it was written. */
  private String path(Map<String, String> parameters) {
    var path = destination.route();
    for (var parameter : parameters.entrySet())
      path = path.replace('{' + parameter.getKey() + '}', parameter.getValue());
    return path;
  }

  private static Future<Answer> malformed(FieldError error) {
    return refused(new Answer.Refused(FieldError.malformed(error)));
  }

  private static Future<Answer> refused(Answer answer) {
    return Future.succeededFuture(answer);
  }

  private static boolean isJson(MultiMap headers) {
    var type = headers.get(HttpHeaders.CONTENT_TYPE);
    var encoding = headers.get(HttpHeaders.CONTENT_ENCODING);
    return type != null
        && JSON.matcher(type.strip().toLowerCase(Locale.ROOT)).matches()
        && (encoding == null || encoding.equalsIgnoreCase("identity"));
  }
}
