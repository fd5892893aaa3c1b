package dev.kagimori.testkit;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** The front end's first call, which tells who its customers are. */
final class Contracts {
  private static final Duration ANSWER = Duration.ofSeconds(20);

  private Contracts() {}

  static void put(Institution institution, String contract, JsonObject body) {
    var request =
        HttpRequest.newBuilder(URI.create(institution.uri() + "/v1/contracts/" + contract))
            .timeout(ANSWER)
            .header("Authorization", "Bearer " + institution.apiKey())
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(body.encode()))
            .build();
    try {
      var answer = institution.kagimori().http.send(request, BodyHandlers.ofString());
      if (answer.statusCode() / 100 != 2)
        throw new IllegalArgumentException(
            "契約 %s を登録できません / contract %s was refused: %s"
                .formatted(contract, contract, answer.body()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
