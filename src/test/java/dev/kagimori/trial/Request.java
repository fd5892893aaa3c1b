package dev.kagimori.trial;

import dev.kagimori.http.ProblemCode;
import dev.kagimori.secrets.Secrets;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One call of the contract, not sent yet. Instances are asked in turn unless one is named. */
record Request(
    TestBank bank,
    String operationId,
    String path,
    String key,
    Map<String, String> headers,
    @Nullable JsonObject body,
    int instance) {
  private static final String USER = "/users/{user}";
  private static final Map<String, String> PATHS =
      Map.ofEntries(
          Map.entry("putContract", "PUT "),
          Map.entry("getInstitution", "GET"),
          Map.entry("unlockUsers", "POST /unlock"),
          Map.entry("revokeUsers", "POST /revoke"),
          Map.entry("getUser", "GET " + USER),
          Map.entry("issueToken", "POST " + USER + "/issues"),
          Map.entry("withdrawIssue", "DELETE " + USER + "/issues/{receiptNumber}"),
          Map.entry("start", "POST " + USER + "/start"),
          Map.entry("openExchange", "POST " + USER + "/exchange"),
          Map.entry("completeExchange", "POST " + USER + "/exchange/{exchange}"),
          Map.entry("giveUpExchange", "DELETE " + USER + "/exchange/{exchange}"),
          Map.entry("stop", "POST " + USER + "/stop"),
          Map.entry("verify", "POST " + USER + "/verify"),
          Map.entry("getRequirements", "GET " + USER + "/requirements"),
          Map.entry("getAuthentications", "GET " + USER + "/authentications"));

  /** What the phone app asks for, without a key. */
  private static final Map<String, String> APP_PATHS =
      Map.of(
          "activate", "POST /app/v1/activations",
          "selfIssue", "POST /app/v1/tokens",
          "renew", "POST /app/v1/renewals");

  private static final AtomicInteger TURN = new AtomicInteger();
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  static Request of(Institution institution, Customer customer, String operationId) {
    var path = PATHS.get(operationId);
    if (path == null) throw new AssertionError("no path is known for " + operationId);
    return new Request(
        institution.bank,
        operationId,
        path.equals("GET")
            ? "GET /v1/institution"
            : path.replaceFirst(" ", " /v1/contracts/" + customer.contract())
                .replace("{user}", customer.user()),
        institution.key,
        Map.of(),
        null,
        -1);
  }

  static Request app(TestBank bank, String operationId) {
    var path = APP_PATHS.get(operationId);
    if (path == null) throw new AssertionError("no path is known for " + operationId);
    return new Request(bank, operationId, path, "", Map.of(), null, -1);
  }

  static Set<String> operations() {
    return PATHS.keySet();
  }

  Request with(JsonObject newBody) {
    return new Request(bank, operationId, path, key, headers, newBody, instance);
  }

  Request exchange(String exchange) {
    return at(path.replace("{exchange}", exchange));
  }

  Request receiptNumber(String number) {
    return at(path.replace("{receiptNumber}", number));
  }

  Request filled(String parameter, String value) {
    return at(path.replace("{" + parameter + "}", value));
  }

  Request query(String query) {
    return at(path + "?" + query);
  }

  private Request at(String newPath) {
    return new Request(bank, operationId, newPath, key, headers, body, instance);
  }

  Request header(String name, String value) {
    var more = new HashMap<>(headers);
    more.put(name, value);
    return new Request(bank, operationId, path, key, more, body, instance);
  }

  Request by(Institution other) {
    return new Request(bank, operationId, path, other.key, headers, body, instance);
  }

  Request by(String otherKey) {
    return new Request(bank, operationId, path, otherKey, headers, body, instance);
  }

  Request on(int newInstance) {
    return new Request(bank, operationId, path, key, headers, body, newInstance);
  }

  Reply expect(int status) {
    return send().expect(status);
  }

  Reply expect(ProblemCode code) {
    return send().expect(code);
  }

  /** Once. */
  Reply send() {
    Secrets.typed(body);
    var words = path.split(" ", 2);
    int at = instance >= 0 ? instance : Math.floorMod(TURN.getAndIncrement(), TestBank.INSTANCES);
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + bank.port(at) + words[1]))
            .timeout(PATIENCE);
    if (!key.isEmpty()) request.header("Authorization", "Bearer " + key);
    headers.forEach(request::header);
    if (body == null) {
      request.method(words[0], HttpRequest.BodyPublishers.noBody());
    } else {
      request
          .header("Content-Type", "application/json")
          .method(words[0], HttpRequest.BodyPublishers.ofString(body.encode()));
    }
    try {
      return Reply.of(
          operationId, bank.http.send(request.build(), HttpResponse.BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new UncheckedIOException(operationId, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /**
   * Again until it is answered so: the instances hear of changed terms a moment after they are
   * stored.
   *
   * @param code of the problem; empty: there is none
   */
  Reply until(int status, String code) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    var reply = send();
    while (reply.status() != status || !code.equals(reply.json().getString("code", ""))) {
      if (System.nanoTime() > end) throw new AssertionError("not " + code + " but " + reply);
      reply = send();
    }
    return reply;
  }

  /** Again while it is refused for load, when nothing was done. */
  Reply answered() {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      var reply = send();
      boolean busy =
          reply.status() == 429
              || (reply.status() == 503 && reply.text("code").equals("OVERLOADED"));
      if (!busy) return reply;
    }
    throw new AssertionError(operationId + " was refused for load a minute long");
  }
}
