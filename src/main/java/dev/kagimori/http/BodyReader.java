package dev.kagimori.http;

import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;

/** Takes a paused request's body, with a bound on size and time. */
final class BodyReader {
  /** What came of it. */
  sealed interface Body {
    record Whole(Buffer bytes) implements Body {}

    record TooLarge() implements Body {}

    /** Too slow, broken off, or not well-formed chunks. */
    record Broken() implements Body {}
  }

  private BodyReader() {}

  /** Awaits; what comes after a body that is not whole is thrown away. */
  static Body read(Vertx vertx, HttpServerRequest request, int most, Duration within) {
    if (announced(request) > most) return new Body.TooLarge();
    var done = Promise.<Body>promise();
    var bytes = Buffer.buffer();
    request.handler(part -> {
      if (done.future().isComplete()) return;
      if (bytes.length() + part.length() > most) done.tryComplete(new Body.TooLarge());
      else bytes.appendBuffer(part);
    });
    request.endHandler(_ -> done.tryComplete(new Body.Whole(bytes)));
    request.exceptionHandler(_ -> done.tryComplete(new Body.Broken()));
    request.resume();
    var body = Patience.await(vertx, done.future(), within);
    done.tryComplete(new Body.Broken()); // what comes late is thrown away
    return body.orElseGet(Body.Broken::new);
  }

  private static long announced(HttpServerRequest request) {
    var length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    return length == null ? 0 : Long.parseLong(length); // the codec let only digits through
  }
}
