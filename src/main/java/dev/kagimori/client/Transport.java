package dev.kagimori.client;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Sends a call once, and says what its answer, or the want of one, means. */
final class Transport {
  /** A contract of 1000 users has less. */
  private static final int ANSWER_BYTES_MAX = 1_048_576;

  private static final int RETRY_AFTER_MAX = 99_999;

  private final HttpClientAgent http;
  private final URI uri;
  private final String basePath;
  private final String authorization;
  private final ClientOptions options;

  Transport(Vertx vertx, URI uri, String apiKey, ClientOptions options) {
    this.uri = uri;
    basePath = uri.getRawPath().replaceAll("/+$", "");
    authorization = "Bearer " + apiKey;
    this.options = options;
    var tls = "https".equals(uri.getScheme());
    var settings =
        new HttpClientOptions()
            .setSsl(tls)
            .setConnectTimeout(Math.toIntExact(options.connectTimeout().toMillis()));
    if (options.trust() != null) settings.setTrustOptions(options.trust());
    http =
        vertx.createHttpClient(
            settings,
            new PoolOptions()
                .setHttp1MaxSize(options.connections())
                .setMaxWaitQueueSize(options.waiting()));
  }

  Future<Void> close() {
    return http.close();
  }

  /**
   * Never fails.
   *
   * @param left of the call's time
   */
  Future<Outcome> once(Errand errand, Duration left) {
    var connect = shorter(options.connectTimeout(), left);
    return http.request(request(errand).setConnectTimeout(connect.toMillis()))
        .transform((request, failure) ->
            request == null
                ? Future.succeededFuture(new Outcome.Again(false, Duration.ZERO, failure))
                : answer(errand, request, shorter(options.answerTimeout(), left)));
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  private RequestOptions request(Errand errand) {
    var request =
        new RequestOptions()
            .setMethod(HttpMethod.valueOf(errand.endpoint().method))
            .setHost(uri.getHost())
            .setPort(port())
            .setURI(basePath + errand.target())
            .putHeader("Authorization", authorization)
            .putHeader("Accept", "application/json, application/problem+json")
            .putHeader("Accept-Language", options.language().tag)
            .putHeader("X-Request-Id", errand.requestId());
    if (errand.body() != null) request.putHeader("Content-Type", "application/json");
    if (errand.endpoint().isKeyed()) request.putHeader("Idempotency-Key", errand.sameness());
    return request;
  }

  private int port() {
    if (uri.getPort() != -1) return uri.getPort();
    return "https".equals(uri.getScheme()) ? 443 : 80;
  }

  private static Future<Outcome> answer(Errand errand, HttpClientRequest request, Duration time) {
    var body = errand.body();
    var sent = body == null ? request.send() : request.send(body);
    return sent.compose(response -> body(response).map(text -> meaning(errand, response, text)))
        .timeout(time.toMillis(), TimeUnit.MILLISECONDS)
        .recover(failure ->
            request
                .reset() // so that a late answer is not taken for the next call's
                .otherwiseEmpty()
                .map(_ -> lost(errand, failure)));
  }

  private static Future<Buffer> body(HttpClientResponse response) {
    var whole = Promise.<Buffer>promise();
    var text = Buffer.buffer();
    response.exceptionHandler(whole::tryFail);
    response.endHandler(_ -> whole.tryComplete(text));
    response.handler(part -> {
      if (text.length() + part.length() <= ANSWER_BYTES_MAX) text.appendBuffer(part);
      else whole.tryFail("an answer of more than " + ANSWER_BYTES_MAX + " bytes");
    });
    return whole.future();
  }

  private static Outcome meaning(Errand errand, HttpClientResponse response, Buffer text) {
    int status = response.statusCode();
    try {
      var json = new JsonObject(text);
      if (status / 100 == 2) return new Outcome.Done(json);
      if (json.getValue("code") instanceof String)
        return refusal(errand, response, Wire.read(Problem.class, json));
    } catch (DecodeException | ClassCastException | Wire.Misfit e) {
      // it came from somebody on the way, and tells no more than its status
    }
    var other = new Refused(status, Problem.ofAnother(status), errand.requestId());
    boolean isFinal = status < 500 && status != 408 && status != 429;
    return isFinal
        ? new Outcome.No(other)
        : new Outcome.Again(errand.endpoint().isChanging(), retryAfter(response), other);
  }

  private static Outcome refusal(Errand errand, HttpClientResponse response, Problem problem) {
    var refused = new Refused(response.statusCode(), problem, errand.requestId());
    if (refused.code().isBusy()) return new Outcome.Again(false, retryAfter(response), refused);
    return refused.code() == ErrorCode.OUTCOME_UNKNOWN
        ? new Outcome.Again(errand.endpoint().isChanging(), retryAfter(response), refused)
        : new Outcome.No(refused);
  }

  private static Outcome lost(Errand errand, Throwable failure) {
    return new Outcome.Again(errand.endpoint().isChanging(), Duration.ZERO, failure);
  }

  private static Duration retryAfter(HttpClientResponse response) {
    var asked = response.getHeader("Retry-After");
    return asked != null && asked.matches("[0-9]{1,5}")
        ? Duration.ofSeconds(Math.min(RETRY_AFTER_MAX, Integer.parseInt(asked)))
        : Duration.ZERO;
  }
}
