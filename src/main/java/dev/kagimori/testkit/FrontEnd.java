package dev.kagimori.testkit;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The front end's calls that a test has done for it, with bodies as the front end sends them. */
final class FrontEnd {
  private static final Duration ANSWER = Duration.ofSeconds(20);

  private FrontEnd() {}

  static void put(Institution institution, String contract, JsonObject body) {
    send(institution, "PUT", "/v1/contracts/" + contract, body, "契約 " + contract);
  }

  static JsonObject post(Customer customer, String call, JsonObject body) {
    var path = customer.path() + "/" + call;
    return send(customer.institution(), "POST", path, body, customer.user() + " " + call);
  }

  static JsonObject get(Institution institution, String path) {
    return send(institution, "GET", path, null, path);
  }

  private static JsonObject send(
      Institution institution, String method, String path, @Nullable JsonObject body, String what) {
    var request =
        HttpRequest.newBuilder(URI.create(institution.uri() + path))
            .timeout(ANSWER)
            .header("Authorization", "Bearer " + institution.apiKey())
            .header("Content-Type", "application/json")
            .method(
                method,
                body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.encode()))
            .build();
    try {
      var answer = institution.kagimori().http.send(request, BodyHandlers.ofString());
      if (answer.statusCode() / 100 == 2) return new JsonObject(answer.body());
      throw new IllegalArgumentException(
          "%s は受け付けられません / %s was refused: %s".formatted(what, what, answer.body()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
