package dev.kagimori.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The calls that no code goes with: contracts told, and what is read. */
class EveryMessageOfTheRestIT {
  private static final int MESSAGES_MAX = 500;
  private static final int TRIES = 500;
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @TempDir private Path directory;

  @Test
  void isAnsweredTheSameWhicheverMessageIsLost() throws InterruptedException {
    try (var postgres = Postgres.start(directory.resolve("postgresql"));
        var bank = Bank.open(directory, postgres, 1, Optional.empty())) {
      bank.instances.getFirst().line().spare("kagimori clock");
      var round = Round.setUp(bank, "the-rest", 1, new Round.Size(1, 1, 1, 0));
      var user =
          "/v1/contracts/" + Round.CONTRACT + "/users/" + round.hot.getFirst().users.getFirst();
      read(round, user + "/requirements?operation=TRANSFER");
      read(round, user + "/authentications");
      write(round);
    }
  }

  private static void read(Round round, String path) throws InterruptedException {
    var answers = new HashMap<String, Integer>();
    int n = 1;
    while (isCutAt(n, round, "GET", path, Optional.empty(), answers)) n++;
    assertEquals(1, answers.size(), path + " " + answers);
    assertTrue(n > 3);
    System.out.printf("GET %s: cut at each of %d messages%n", path, n - 1);
  }

  private static void write(Round round) throws InterruptedException {
    int n = 1;
    var answers = new HashMap<String, Integer>();
    do {
      answers.clear();
      var body =
          new JsonObject()
              .put("kind", "PERSONAL")
              .put("declaredDailyLimit", n)
              .put(
                  "users",
                  new JsonArray().add(new JsonObject().put("user", "u").put("role", "PERSONAL")));
      if (!isCutAt(n, round, "PUT", "/v1/contracts/p-" + n, Optional.of(body), answers)) break;
      assertEquals(Set.of(201), Set.copyOf(answers.values()), answers.toString());
      assertEquals(1, answers.size(), answers.toString());
      n++;
    } while (n < MESSAGES_MAX);
    var told = Ledger.of(round.bank.pool, round.institution).audit();
    for (int i = 1; i <= n; i++)
      assertEquals(1, told.getOrDefault("PUT-" + i, java.util.List.of()).size(), "contract p-" + i);
    assertTrue(n > 3);
    System.out.printf("PUT contract: cut at each of %d messages%n", n - 1);
  }

  /** Sends it until it is answered, and then once more. */
  private static boolean isCutAt(
      int n,
      Round round,
      String method,
      String path,
      Optional<JsonObject> body,
      Map<String, Integer> answers)
      throws InterruptedException {
    var line = round.bank.instances.getFirst().line();
    line.cutAtMessage(n);
    send(n, round, method, path, body).ifPresent(a -> answers.putAll(a));
    boolean cut = !line.disarm();
    for (int answered = 0, tries = 0; answered < 2; tries++) {
      if (tries == TRIES) throw new AssertionError(path + " gets no answer");
      var answer = send(n, round, method, path, body);
      if (answer.isPresent()) answered++;
      answer.ifPresent(answers::putAll);
    }
    return cut;
  }

  /** Empty where there was no answer, or 503. */
  private static Optional<Map<String, Integer>> send(
      int n, Round round, String method, String path, Optional<JsonObject> body)
      throws InterruptedException {
    var uri = URI.create("http://127.0.0.1:" + round.bank.instances.getFirst().port() + path);
    var request =
        HttpRequest.newBuilder(uri)
            .timeout(Duration.ofSeconds(20))
            .header("Authorization", "Bearer " + round.key)
            .header("X-Request-Id", method + "-" + n);
    if (body.isPresent())
      request
          .header("Content-Type", "application/json")
          .header("Idempotency-Key", "key-" + n)
          .method(method, HttpRequest.BodyPublishers.ofString(body.get().encode()));
    try {
      var response = HTTP.send(request.build(), BodyHandlers.ofString());
      return response.statusCode() == 503
          ? Optional.empty()
          : Optional.of(Map.of(response.body(), response.statusCode()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
