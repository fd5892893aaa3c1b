package dev.kagimori.client;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** The way between front end and service, on which something can happen to each call. */
final class Way implements AutoCloseable {
  /** What happens to one call; where nothing is planned any more, it arrives and is answered. */
  enum Fate {
    ANSWERED,
    /** It arrives, and the connection ends before the answer. */
    ANSWER_LOST,
    /** It arrives, and the answer never comes. */
    ANSWER_KEPT,
    /** It arrives, and who is on the way says so. */
    BAD_GATEWAY,
    /** It does not arrive. */
    OVERLOADED,
    /** It does not arrive, and the client is to wait for an hour. */
    RATE_LIMITED_FOR_LONG,
    /** It arrives, and the service is not sure. */
    OUTCOME_UNKNOWN
  }

  /** A call as it was sent. */
  record Seen(MultiMap headers, JsonObject body) {
    String sameness() {
      return body.getString("reference", String.valueOf(headers.get("Idempotency-Key")));
    }
  }

  final List<Seen> seen = new CopyOnWriteArrayList<>();
  private final Queue<Fate> plan = new ConcurrentLinkedQueue<>();
  private final URI service;
  private final HttpClientAgent http;
  private final HttpServer server;

  Way(Vertx vertx, URI service) {
    this.service = service;
    http = vertx.createHttpClient();
    server = vertx.createHttpServer().requestHandler(this::take).listen(0, "127.0.0.1").await();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.actualPort());
  }

  void plan(Fate... fates) {
    seen.clear();
    plan.clear();
    plan.addAll(List.of(fates));
  }

  private void take(HttpServerRequest request) {
    request
        .body()
        .onSuccess(body -> {
          var fate = plan.poll();
          seen.add(
              new Seen(
                  MultiMap.caseInsensitiveMultiMap().addAll(request.headers()),
                  body.length() == 0 ? new JsonObject() : new JsonObject(body)));
          meet(fate == null ? Fate.ANSWERED : fate, request, body);
        });
  }

  private void meet(Fate fate, HttpServerRequest request, Buffer body) {
    switch (fate) {
      case ANSWERED -> pass(request, body).onSuccess(answer -> answer.to(request));
      case ANSWER_LOST -> pass(request, body).onSuccess(_ -> request.connection().close());
      case ANSWER_KEPT -> pass(request, body);
      case BAD_GATEWAY -> pass(request, body).onSuccess(_ -> refuse(request, 502, ""));
      case OUTCOME_UNKNOWN ->
          pass(request, body).onSuccess(_ -> refuse(request, 503, "OUTCOME_UNKNOWN"));
      case OVERLOADED -> refuse(request, 503, "OVERLOADED");
      case RATE_LIMITED_FOR_LONG -> {
        request.response().putHeader("Retry-After", "3600");
        refuse(request, 429, "RATE_LIMITED");
      }
    }
  }

  private record Answer(int status, String type, Buffer body) {
    void to(HttpServerRequest request) {
      request.response().setStatusCode(status).putHeader("Content-Type", type).end(body);
    }
  }

  private static void refuse(HttpServerRequest request, int status, String code) {
    var problem = new JsonObject().put("status", status).put("code", code).put("detail", "");
    var text = code.isEmpty() ? Buffer.buffer("<html>Bad Gateway</html>") : problem.toBuffer();
    new Answer(status, "application/problem+json", text).to(request);
  }

  private Future<Answer> pass(HttpServerRequest request, Buffer body) {
    var options =
        new RequestOptions()
            .setMethod(request.method())
            .setHost(service.getHost())
            .setPort(service.getPort())
            .setURI(request.uri())
            .setHeaders(MultiMap.caseInsensitiveMultiMap().addAll(request.headers()));
    return http.request(options)
        .compose(forwarded -> forwarded.send(body))
        .compose(answer ->
            answer
                .body()
                .map(text ->
                    new Answer(
                        answer.statusCode(),
                        String.valueOf(answer.getHeader("Content-Type")),
                        text)));
  }

  @Override
  public void close() {
    server.close().await();
    http.close().await();
  }
}
