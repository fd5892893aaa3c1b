package dev.kagimori.http;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.nio.channels.ClosedChannelException;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * One request from its head to its last byte: answered once, whoever comes first, the route or the
 * deadline. Lives on one event loop, so nothing here is synchronised.
 */
final class Visit extends Sweep.Due {
  private static final CharSequence RETRY_SECONDS = HttpHeaders.createOptimized("1");
  private static final String RETRY_AFTER = "retryAfter";
  private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
  private static final CharSequence PROBLEM = HttpHeaders.createOptimized(ProblemJson.MEDIA_TYPE);

  private final Lines lines;
  private final Limits limits;
  private final Journal journal;
  private final ConnectionWatch.Peer peer;
  private final HttpServerRequest request;
  private final String requestId;
  private final long beganNanos = System.nanoTime();
  private Destination destination = Destination.NONE;
  private Optional<Credentials.Identity> identity = Optional.empty();
  private boolean paused;
  private boolean atWork;
  private boolean answered;
  private boolean last;
  private boolean streaming;
  private Runnable whenOver = () -> {};

  /** It has begun: its deadline runs. */
  static Visit begin(
      Lines lines,
      Limits limits,
      Journal journal,
      ConnectionWatch.Peer peer,
      HttpServerRequest request) {
    var visit = new Visit(lines, limits, journal, peer, request);
    lines.request().add(visit);
    peer.busy(visit);
    return visit;
  }

  private Visit(
      Lines lines,
      Limits limits,
      Journal journal,
      ConnectionWatch.Peer peer,
      HttpServerRequest request) {
    this.lines = lines;
    this.limits = limits;
    this.journal = journal;
    this.peer = peer;
    this.request = request;
    requestId = RequestId.of(request.getHeader(ReplyHeaders.REQUEST_ID));
  }

  HttpServerRequest request() {
    return request;
  }

  /** The client's, without port. */
  String address() {
    return peer.client(request.headers());
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

  void goesTo(Destination destination) {
    this.destination = destination;
  }

  /** From here on it may have been done when the deadline comes. */
  void atWork() {
    atWork = true;
  }

  /** Nothing that follows on this connection can be trusted: it ends with the answer. */
  void isLast() {
    last = true;
  }

  /** Runs when it is answered, or nobody is there any more. */
  void whenOver(Runnable told) {
    whenOver = told;
  }

  /**
   * From here on the deadlines are those of streams, and the connection, on which nothing may pass
   * for long, ends with the answer.
   */
  void streams() {
    isLast();
    peer.mayBeIdle();
    lines.stream().add(this);
  }

  /** The body waits until {@link #resume}. */
  void pause() {
    if (paused) return;
    paused = true;
    request.pause();
  }

  void resume() {
    if (!paused) return;
    paused = false;
    request.resume();
  }

  void refuse(ProblemCode code) {
    answer(Answer.refused(code));
  }

  void answer(Answer answer) {
    switch (answer) {
      case Answer.Done(int status, JsonObject body) ->
          write(status, "OK", JSON, body.toBuffer(), ReplyHeaders::api);
      case Answer.Refused(Problem problem) -> {
        if (answered) return;
        var code = problem.code();
        var headers = headers();
        if (code.status() == 401) headers.set("WWW-Authenticate", "Bearer");
        if (code.status() == 429 || code.status() == 503)
          headers.set(HttpHeaders.RETRY_AFTER, retrySeconds(problem));
        var language = Language.of(request.getHeader(HttpHeaders.ACCEPT_LANGUAGE));
        headers
            .set(HttpHeaders.CONTENT_LANGUAGE, language.tag())
            .set(HttpHeaders.VARY, "Accept-Language");
        var body = ProblemJson.of(problem, language, requestId);
        write(code.status(), code.name(), PROBLEM, body, ReplyHeaders::api);
      }
    }
  }

  private static CharSequence retrySeconds(Problem problem) {
    var told = problem.members().getValue(RETRY_AFTER);
    return told == null ? RETRY_SECONDS : told.toString();
  }

  /** A page of the documentation; completes when the client has it, or is gone. */
  Future<Void> page(String type, Buffer body) {
    return write(200, "OK", type, body, ReplyHeaders::page);
  }

  /** A file, or that the client has it; completes when the client has it, or is gone. */
  Future<Void> file(Site.File file) {
    if (answered) return Future.succeededFuture();
    var reply = SiteReply.of(file, request.headers(), headers());
    var type = String.valueOf(file.headers().get("Content-Type"));
    if (!request.method().equals(HttpMethod.HEAD))
      return write(reply.status(), "OK", type, reply.body(), ReplyHeaders::file);
    if (reply.status() == 200)
      headers().set(HttpHeaders.CONTENT_LENGTH, String.valueOf(reply.body().length()));
    return write(reply.status(), "OK", type, Buffer.buffer(), ReplyHeaders::file);
  }

  private Future<Void> write(
      int status, String code, CharSequence type, Buffer body, BiConsumer<MultiMap, String> guard) {
    var response = request.response();
    if (response.closed()) gone();
    if (answered) return Future.succeededFuture();
    over(status, code);
    boolean unread = !request.isEnded() && hasBody();
    boolean closing = last || unread;
    var headers = headers();
    guard.accept(headers, requestId);
    if (closing) headers.set(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    headers.set(HttpHeaders.CONTENT_TYPE, type);
    boolean page = body.length() > limits.bodyBytes();
    (page ? lines.page() : lines.write()).add(this);
    if (unread) request.handler(_ -> {}); // thrown away
    resume();
    return response
        .setStatusCode(status)
        .end(body)
        .onComplete(_ -> {
          cancel();
          // closing at once would reset the connection and could take the answer away with it
          if (closing) lines.linger().add(this);
          else peer.waits();
        });
  }

  private void over(int status, String code) {
    answered = true;
    peer.answered();
    journal.record(entry(status, code));
    whenOver.run();
  }

  /** The head of an answer whose pieces follow. */
  void begin(String type, String fileName) {
    var response = request.response();
    if (response.closed()) gone();
    if (answered) return;
    over(200, "OK");
    streaming = true;
    var headers = headers();
    ReplyHeaders.api(headers, requestId);
    headers
        .set(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
        .set(HttpHeaders.CONTENT_TYPE, type)
        .set("Content-Disposition", "attachment; filename=\"" + fileName + '"');
    response.setStatusCode(200).setChunked(true);
  }

  /** A piece of it; completes when the client's side has it. */
  Future<Void> send(Buffer piece) {
    return streaming
        ? request.response().write(piece)
        : Future.failedFuture(new ClosedChannelException());
  }

  /** Its end. */
  void finish() {
    if (streaming) request.response().end().onComplete(_ -> lines.linger().add(this));
  }

  /** There is no more of it, though it is not all: the client sees that by the missing end. */
  void breakOff() {
    if (streaming) peer.close();
  }

  private boolean hasBody() {
    var length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    return request.headers().contains(HttpHeaders.TRANSFER_ENCODING)
        || (length != null && !length.equals("0"));
  }

  /** The answer, or its way to the client, took too long. */
  @Override
  void due() {
    if (answered) peer.close();
    else refuse(atWork ? ProblemCode.OUTCOME_UNKNOWN : ProblemCode.OVERLOADED);
  }

  /** The client left. */
  void gone() {
    if (answered) return;
    cancel();
    over(0, "GONE");
  }

  /** Those of the reply, for what one reply alone has. */
  MultiMap headers() {
    return request.response().headers();
  }

  private Journal.Entry entry(int status, String code) {
    return new Journal.Entry(
        request.method(),
        destination,
        status,
        code,
        System.nanoTime() - beganNanos,
        identity,
        requestId);
  }
}
