package dev.kagimori.verification;

import dev.kagimori.http.Call;
import dev.kagimori.http.Caller;
import dev.kagimori.http.Deadline;
import dev.kagimori.keyring.Keyring;
import dev.kagimori.testkit.Customer;
import dev.kagimori.testkit.Fob;
import dev.kagimori.testkit.Institution;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** A user and the fob that they use, and what they ask. */
record Holder(Customer customer, Fob fob, Keyring keyring) {
  private static final AtomicInteger REQUESTS = new AtomicInteger();

  /** So many of one business of that institution, each with a fob in use. */
  static List<Holder> of(Institution institution, Keyring keyring, int count) {
    var users = new JsonArray();
    for (int n = 0; n < count; n++)
      users.add(new JsonObject().put("user", "u" + n).put("role", "GENERAL"));
    var customers =
        institution.contract("c-1", new JsonObject().put("kind", "BUSINESS").put("users", users));
    var fobs = institution.fobs(count);
    try (var http = HttpClient.newHttpClient()) {
      return IntStream.range(0, count)
          .mapToObj(n -> {
            var holder = new Holder(customers.get(n), fobs.get(n), keyring);
            holder.start(http);
            return holder;
          })
          .toList();
    }
  }

  private void start(HttpClient http) {
    customer.receives(fob);
    var body = new JsonObject().put("serial", fob.serial()).put("code", fob.code());
    var request =
        HttpRequest.newBuilder(customer.uri("start"))
            .timeout(Duration.ofSeconds(20))
            .header("Authorization", "Bearer " + customer.institution().apiKey())
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.encode()))
            .build();
    try {
      var answer = http.send(request, BodyHandlers.ofString());
      if (answer.statusCode() != 201) throw new AssertionError(answer.body());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** Somebody else of the same contract, whom nobody has heard of. */
  Holder as(String user) {
    return new Holder(
        new Customer(customer.institution(), customer.contract(), user), fob, keyring);
  }

  Ask right() {
    return ask(fob.code());
  }

  Ask wrong(int number) {
    return ask(fob.wrongCode(number));
  }

  Ask ask(String code) {
    return ask(new JsonObject().put("code", code));
  }

  Ask ask(String code, UUID reference) {
    return ask(new JsonObject().put("code", code).put("reference", reference.toString()));
  }

  private Ask ask(JsonObject body) {
    var caller =
        new Caller(
            customer.institution().id(), "web", "127.0.0.1", "r-" + REQUESTS.incrementAndGet());
    var call =
        new Call(
            caller,
            "POST",
            customer.path() + "/verify",
            Map.of("contract", customer.contract(), "user", customer.user()),
            Map.of(),
            body.put("operation", "TRANSFER"),
            Optional.empty(),
            Deadline.in(Duration.ofSeconds(10)));
    return new Ask(call, Attempt.of(call, keyring));
  }
}
