package dev.kagimori.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/**
 * One request from its head to its last byte: answered once, whoever comes first, the route or the
 * deadline. Lives in one context, so nothing here is synchronised.
 */
final class Visit {
  private static final String RETRY_SECONDS = "1";

  private final Vertx vertx;
  private final Limits limits;
  private final Journal journal;
  private final HttpServerRequest request;
  private final String requestId;
  private final Language language;
  private final long beganNanos = System.nanoTime();
  private String operation = "-";
  private String route = "-";
  private Optional<Credentials.Identity> identity = Optional.empty();
  private boolean atWork;
  private boolean answered;
  private boolean last;
  private long timer;

  Visit(Vertx vertx, Limits limits, Journal journal, HttpServerRequest request) {
    this.vertx = vertx;
    this.limits = limits;
    this.journal = journal;
    this.request = request;
    requestId = RequestId.of(request.getHeader("X-Request-Id"));
    language = Language.of(request.getHeader(HttpHeaders.ACCEPT_LANGUAGE));
    ReplyHeaders.put(request.response().headers(), requestId);
    timer = vertx.setTimer(limits.request().toMillis(), _ -> overrun());
    request.response().closeHandler(_ -> gone());
  }

  HttpServerRequest request() {
    return request;
  }

  String requestId() {
    return requestId;
  }

  /** Nothing is left to do: it was answered, or nobody is there any more. */
  boolean over() {
    return answered;
  }

  void isOf(Credentials.Identity identity) {
    this.identity = Optional.of(identity);
  }

  Optional<Credentials.Identity> identity() {
    return identity;
  }

  /**
   * Which operation it is.
   *
   * @param route the path's template, since paths name customers
   */
  void goesTo(String operation, String route) {
    this.operation = operation;
    this.route = route;
  }

  /** From here on it may have been done when the deadline comes. */
  void atWork() {
    atWork = true;
  }

  /** Nothing that follows on this connection can be trusted: it ends with the answer. */
  void isLast() {
    last = true;
  }

  void refuse(ProblemCode code) {
    answer(Answer.refused(code));
  }

  void answer(Answer answer) {
    switch (answer) {
      case Answer.Done(int status, JsonObject body) ->
          write(status, "OK", "application/json", body.toBuffer());
      case Answer.Refused(Problem problem) -> {
        var code = problem.code();
        if (code.status() == 401) request.response().headers().set("WWW-Authenticate", "Bearer");
        if (code.status() == 429 || code.status() == 503)
          request.response().headers().set(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
        request
            .response()
            .headers()
            .set(HttpHeaders.CONTENT_LANGUAGE, language.tag())
            .set(HttpHeaders.VARY, "Accept-Language");
        var body = ProblemJson.of(problem, language, requestId).toBuffer();
        write(code.status(), code.name(), ProblemJson.MEDIA_TYPE, body);
      }
    }
  }

  /** A page of the documentation; completes when the client has it, or is gone. */
  Future<Void> page(String type, Buffer body) {
    request.response().headers().set("Content-Security-Policy", ReplyHeaders.PAGE_POLICY);
    return write(200, "OK", type, body);
  }

  private Future<Void> write(int status, String code, String type, Buffer body) {
    if (answered) return Future.succeededFuture();
    answered = true;
    vertx.cancelTimer(timer);
    journal.record(entry(status, code));
    var response = request.response();
    if (response.closed() || response.ended()) return Future.succeededFuture();
    boolean unread = hasBody() && !request.isEnded();
    boolean closing = last || unread;
    if (closing) response.headers().set(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    response.setStatusCode(status).headers().set(HttpHeaders.CONTENT_TYPE, type);
    boolean page = body.length() > limits.bodyBytes();
    var patience = page ? limits.write().multipliedBy(6) : limits.write();
    long late = vertx.setTimer(patience.toMillis(), _ -> request.connection().close());
    if (unread) discard();
    else request.resume();
    return response
        .end(body)
        .onComplete(_ -> {
          vertx.cancelTimer(late);
          if (closing) linger();
        });
  }

  private void discard() {
    request.handler(_ -> {});
    request.resume();
  }

  /** Closing at once would reset the connection and could take the answer away with it. */
  private void linger() {
    vertx.setTimer(limits.linger().toMillis(), _ -> request.connection().close());
  }

  private boolean hasBody() {
    var length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    return request.headers().contains(HttpHeaders.TRANSFER_ENCODING)
        || (length != null && !length.equals("0"));
  }

  private void overrun() {
    refuse(atWork ? ProblemCode.OUTCOME_UNKNOWN : ProblemCode.OVERLOADED);
  }

  private void gone() {
    if (answered) return;
    answered = true;
    vertx.cancelTimer(timer);
    journal.record(entry(0, "GONE"));
  }

  /** For a stray reply that must look like all others. */
  HttpServerResponse response() {
    return request.response();
  }

  private Journal.Entry entry(int status, String code) {
    return new Journal.Entry(
        request.method(),
        operation,
        route,
        status,
        code,
        System.nanoTime() - beganNanos,
        identity,
        requestId);
  }
}
