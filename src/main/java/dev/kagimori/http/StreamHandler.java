package dev.kagimori.http;

import dev.kagimori.http.FieldError.Reason;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Brings long bodies to their routes, and long answers from them. */
final class StreamHandler {
  /** Of a visit that is over, which sends nothing more. */
  private static final Answer STREAMED = Answer.ok(new JsonObject());

  /** Seconds; a stream is seldom shorter. */
  private static final int RETRY = 10;

  private final Streams streams;
  private final StreamLimits limits;
  private final Lines lines;

  StreamHandler(Streams streams, StreamLimits limits, Lines lines) {
    this.streams = streams;
    this.limits = limits;
    this.lines = lines;
  }

  /**
   * The body's media type.
   *
   * @param allowed in lower case
   * @return empty where it is another, or the body is compressed
   */
  static Optional<String> mediaType(Set<String> allowed, MultiMap headers) {
    var type = headers.get(HttpHeaders.CONTENT_TYPE);
    var encoding = headers.get(HttpHeaders.CONTENT_ENCODING);
    if (type == null || (encoding != null && !encoding.equalsIgnoreCase("identity")))
      return Optional.empty();
    return Optional.of(type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
        .filter(allowed::contains);
  }

  /** The answer, when the route has taken what it wants of the body. */
  Future<Answer> upload(Visit visit, Call call, String type, Function<Upload, Answer> route) {
    var full = refusal(call);
    if (full.isPresent()) return Future.succeededFuture(full.get());
    var loop = loop();
    visit.streams();
    var body = StreamedBody.of(visit, loop, lines.streamIdle(), limits);
    var answer = Promise.<Answer>promise();
    streams.run(
        call.caller(),
        () -> {
          try {
            var given = route.apply(new Upload(call, type, body));
            loop.runOnContext(_ -> answer.complete(given));
          } catch (Throwable e) {
            loop.runOnContext(_ -> answer.fail(e));
          }
        });
    return answer
        .future()
        .recover(e ->
            body.isBroken()
                ? Future.succeededFuture(
                    new Answer.Refused(
                        FieldError.malformed(FieldError.body("", Reason.BODY_TOO_SLOW))))
                : Future.failedFuture(e));
  }

  /** What is answered in the usual way, or {@link #STREAMED}. */
  Future<Answer> download(Visit visit, Call call, Function<Call, Download> route) {
    var full = refusal(call);
    if (full.isPresent()) return Future.succeededFuture(full.get());
    var loop = loop();
    visit.streams();
    var answer = Promise.<Answer>promise();
    streams.run(
        call.caller(),
        () -> {
          try {
            var given = given(visit, loop, route.apply(call));
            loop.runOnContext(_ -> answer.complete(given));
          } catch (Throwable e) {
            loop.runOnContext(_ -> answer.fail(e));
          }
        });
    return answer.future();
  }

  /** Why there is no place; empty: it was entered. */
  private Optional<Answer> refusal(Call call) {
    return switch (streams.enter(call.caller())) {
      case IN -> Optional.empty();
      case FULL -> Optional.of(Answer.refused(ProblemCode.OVERLOADED));
      case TOO_MANY ->
          Optional.of(
              new Answer.Refused(
                  Problem.of(ProblemCode.RATE_LIMITED, "streams").with("retryAfter", RETRY)));
    };
  }

  private Answer given(Visit visit, Context loop, Download download) throws Exception {
    return switch (download) {
      case Download.Refused(Problem problem) -> new Answer.Refused(problem);
      case Download.Content content -> {
        var reply = new StreamedReply(visit, loop, content, limits);
        try {
          content.source().writeTo(reply);
          reply.finish();
        } catch (Throwable e) {
          if (!reply.hasBegun()) throw e;
          loop.runOnContext(_ -> visit.breakOff());
          if (!reply.isBroken()) throw e;
        }
        yield STREAMED;
      }
    };
  }

  private static Context loop() {
    var here = Vertx.currentContext();
    if (here == null) throw new IllegalStateException("only an event loop asks");
    return here;
  }
}
