package dev.kagimori.app;

import dev.kagimori.testkit.Customer;
import dev.kagimori.testkit.Institution;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** The bank's pages on the customer's PC, as far as a phone's user meets them. */
final class Bank {
  private Bank() {}

  /** Start of use with what the phone shows (利用開始); the receipt's operation, or the refusal. */
  static String start(Customer customer, String serial, String code) {
    var body = new JsonObject().put("serial", serial).put("code", code);
    return told(customer, "start", body, "operation");
  }

  /** What the service says of a code at login. */
  static String verify(Customer customer, String code) {
    var body = new JsonObject().put("operation", "LOGIN").put("code", code);
    return told(customer, "verify", body, "result");
  }

  /** Release, or stop of use. */
  static String stop(Customer customer, String code) {
    return told(customer, "stop", new JsonObject().put("code", code), "operation");
  }

  /** By which an app finds the institution. */
  static String serviceId(Institution institution) {
    return asked(
            HttpRequest.newBuilder(institution.uri().resolve("/v1/institution")).GET(), institution)
        .getString("serviceId");
  }

  private static String told(Customer customer, String call, JsonObject body, String field) {
    var answer =
        asked(
            HttpRequest.newBuilder(customer.uri(call))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.encode())),
            customer.institution());
    return answer.getString(field, answer.getString("code", ""));
  }

  private static JsonObject asked(HttpRequest.Builder asked, Institution institution) {
    var request =
        asked
            .timeout(Duration.ofSeconds(20))
            .header("Authorization", "Bearer " + institution.apiKey())
            .build();
    try (var http = HttpClient.newHttpClient()) {
      return new JsonObject(http.send(request, BodyHandlers.ofString()).body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
