package dev.kagimori.phone;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** {@code /app/v1} as the phone sees it. */
final class Server implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(5);

  /** An answer comes within 15 s. */
  private static final Duration ANSWER = Duration.ofSeconds(20);

  private static final int TRIES = 3;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).build();
  private final URI uri;

  Server(URI uri) {
    this.uri = uri;
  }

  JsonObject get(String path) {
    return send(path, null);
  }

  /**
   * Repeats after a lost answer, which is safe: the same keys get the same token.
   *
   * @throws AppError for every answer that is none of success
   */
  JsonObject postSafely(String path, JsonObject body) {
    for (int tries = 1; ; tries++) {
      try {
        return send(path, body);
      } catch (AppError e) {
        if (tries == TRIES || !e.code().equals(AppError.NO_ANSWER)) throw e;
      }
    }
  }

  JsonObject post(String path, JsonObject body) {
    return send(path, body);
  }

  private JsonObject send(String path, @Nullable JsonObject body) {
    var request =
        HttpRequest.newBuilder(URI.create(uri + path))
            .timeout(ANSWER)
            .header("Accept-Language", "ja");
    if (body != null)
      request
          .header("Content-Type", "application/json")
          .POST(BodyPublishers.ofString(body.encode()));
    try {
      return meaning(http.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8)));
    } catch (ConnectException | HttpConnectTimeoutException e) {
      throw AppError.ofApp(AppError.NO_CONNECTION);
    } catch (IOException e) {
      throw AppError.ofApp(AppError.NO_ANSWER);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw AppError.ofApp(AppError.NO_ANSWER);
    }
  }

  private static JsonObject meaning(HttpResponse<String> response) {
    try {
      var json = new JsonObject(response.body());
      if (response.statusCode() / 100 == 2) return json;
      var code = json.getString("code");
      if (code != null)
        throw new AppError(code, json.getString("detail", ""), json.getString("nextIssueFrom"));
    } catch (DecodeException | ClassCastException e) {
      // whatever it was, the customer can only try again
    }
    throw AppError.ofApp(AppError.MALFORMED_ANSWER);
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
