package dev.kagimori.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/** Takes a request's body, with a bound on size and time. */
final class BodyReader extends Sweep.Due {
  /** What came of it. */
  sealed interface Body {
    record Whole(Buffer bytes) implements Body {}

    record TooLarge() implements Body {}

    /** Too slow, broken off, or not well-formed chunks. */
    record Broken() implements Body {}
  }

  private final Promise<Body> done = Promise.promise();
  private final int most;
  private Buffer bytes = Buffer.buffer(0);

  private BodyReader(int most) {
    this.most = most;
  }

  /**
   * Reads all of it; what comes after a body that is not whole is thrown away.
   *
   * @param within how long it may take
   */
  static Future<Body> read(Visit visit, int most, Sweep.Line within) {
    var request = visit.request();
    if (announced(request) > most) return Future.succeededFuture(new Body.TooLarge());
    var reader = new BodyReader(most);
    within.add(reader);
    request.handler(reader::take);
    request.endHandler(_ -> reader.end(new Body.Whole(reader.bytes)));
    request.exceptionHandler(_ -> reader.end(new Body.Broken()));
    visit.resume();
    return reader.done.future();
  }

  @Override
  void due() {
    end(new Body.Broken());
  }

  private void take(Buffer part) {
    if (done.future().isComplete()) return;
    if (bytes.length() + part.length() > most) end(new Body.TooLarge());
    else if (bytes.length() == 0) bytes = part; // most bodies come in one
    else
      bytes = Buffer.buffer(bytes.length() + part.length()).appendBuffer(bytes).appendBuffer(part);
  }

  private void end(Body body) {
    cancel();
    done.tryComplete(body);
  }

  private static long announced(HttpServerRequest request) {
    var length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    return length == null ? 0 : Long.parseLong(length); // the codec let only digits through
  }
}
