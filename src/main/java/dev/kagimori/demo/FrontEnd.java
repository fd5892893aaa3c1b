package dev.kagimori.demo;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The internet-banking server's side of the API: what a bank's own program would send. */
final class FrontEnd implements AutoCloseable {
  private static final Duration ANSWER = Duration.ofSeconds(20);
  private static final Duration AGAIN = Duration.ofMillis(200);
  private static final int BUSY_MAX = 50;

  private final HttpClient http;
  private final String address;
  private final String key;
  private final String language;
  private final Ending ending;

  /**
   * @param address such as {@code http://127.0.0.1:18080}
   */
  FrontEnd(String address, String key, Ending ending) {
    this(
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build(),
        address,
        key,
        "ja",
        ending);
  }

  private FrontEnd(HttpClient http, String address, String key, String language, Ending ending) {
    this.http = http;
    this.address = address;
    this.key = key;
    this.language = language;
    this.ending = ending;
  }

  /** Another one over the same connections; closed with this one. */
  FrontEnd as(String otherKey) {
    return new FrontEnd(http, address, otherKey, language, ending);
  }

  /** The same, which is refused in this language. */
  FrontEnd in(String otherLanguage) {
    return new FrontEnd(http, address, key, otherLanguage, ending);
  }

  /** An answer; the body is empty where there was none. */
  record Reply(int status, JsonObject body) {
    /**
     * The body of a success.
     *
     * @throws Unexpected for anything else
     */
    JsonObject expect(int wanted) {
      if (status != wanted) throw new Unexpected(this);
      return body;
    }
  }

  /** The service answered otherwise than it should in this demo. */
  static final class Unexpected extends RuntimeException {
    private static final long serialVersionUID = 1;

    Unexpected(Reply reply) {
      super(
          "HTTP %d %s %s"
              .formatted(
                  reply.status,
                  reply.body.getString("code", ""),
                  reply.body.getString("detail", "")));
    }
  }

  Reply get(String path) throws IOException {
    return send("GET", path, null);
  }

  Reply put(String path, JsonObject body) throws IOException {
    return send("PUT", path, body);
  }

  Reply post(String path, JsonObject body) throws IOException {
    return send("POST", path, body);
  }

  /** A call that has no body. */
  Reply post(String path) throws IOException {
    return send("POST", path, null);
  }

  /** Repeats, with the same idempotency key, where nothing was done or that is not known. */
  private Reply send(String method, String path, @Nullable JsonObject body) throws IOException {
    var request = request(method, path, body);
    for (var tries = 1; ; tries++) {
      ending.check();
      var reply = once(request);
      var busy = reply.status == 429 || reply.status == 503;
      if (!busy || tries == BUSY_MAX) return reply;
      ending.pause(AGAIN);
    }
  }

  private HttpRequest request(String method, String path, @Nullable JsonObject body) {
    var request =
        HttpRequest.newBuilder(URI.create(address + path))
            .timeout(ANSWER)
            .header("Authorization", "Bearer " + key)
            .header("Accept-Language", language);
    // a verification is judged anew each time; its reference does this in the body
    if (!method.equals("GET") && !path.endsWith("/verify"))
      request.header("Idempotency-Key", UUID.randomUUID().toString());
    if (body == null) return request.method(method, BodyPublishers.noBody()).build();
    request.header("Content-Type", "application/json");
    return request.method(method, BodyPublishers.ofString(body.encode())).build();
  }

  private Reply once(HttpRequest request) throws IOException {
    try {
      var response = http.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
      var text = response.body();
      return new Reply(
          response.statusCode(), text.isEmpty() ? new JsonObject() : new JsonObject(text));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Ending.Asked();
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
