package dev.kagimori.testkit;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** A front end without Vert.x. */
record Caller(Customer customer) {
  /** The receipt's operation, or the problem's code. */
  String start(Fob fob) {
    return told(
        post("start", new JsonObject().put("serial", fob.serial()).put("code", fob.code())),
        "operation");
  }

  String verify(String code) {
    return told(
        post("verify", new JsonObject().put("code", code).put("operation", "LOGIN")), "result");
  }

  String factor(String operation) {
    return told(send(request("requirements?operation=" + operation).GET()), "factor");
  }

  private static String told(JsonObject answer, String field) {
    return answer.getString(field, answer.getString("code", ""));
  }

  private JsonObject post(String call, JsonObject body) {
    return send(
        request(call)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.encode())));
  }

  private HttpRequest.Builder request(String call) {
    return HttpRequest.newBuilder(customer.uri(call))
        .timeout(Duration.ofSeconds(20))
        .header("Authorization", "Bearer " + customer.institution().apiKey());
  }

  private static JsonObject send(HttpRequest.Builder request) {
    try (var http = HttpClient.newHttpClient()) {
      return new JsonObject(http.send(request.build(), BodyHandlers.ofString()).body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
