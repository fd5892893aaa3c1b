package dev.kagimori.proof;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Sends one request to one instance, and says what the answer, or its absence, means. */
final class FrontEnd {
  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();

  private final Round round;

  FrontEnd(Round round) {
    this.round = round;
  }

  Answer send(Attempt.What what, String requestId, int instance, Duration patience) {
    int port = instance(instance).port();
    return port == 0 ? Answer.NOTHING : sendTo(port, what, requestId, patience);
  }

  Answer sendTo(int port, Attempt.What what, String requestId, Duration patience) {
    var uri = URI.create("http://127.0.0.1:" + port + path(what));
    var request =
        HttpRequest.newBuilder(uri)
            .timeout(patience)
            .header("Authorization", "Bearer " + round.key)
            .header("X-Request-Id", requestId);
    var body = body(what);
    if (what.kind() == Kind.GIVE_UP_EXCHANGE) request.DELETE();
    else if (body.isEmpty()) request.GET();
    else
      request
          .header("Content-Type", "application/json")
          .POST(HttpRequest.BodyPublishers.ofString(body.encode()));
    if (what.kind() != Kind.VERIFY)
      what.key().ifPresent(key -> request.header("Idempotency-Key", key));
    try {
      return meaning(what, HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString()));
    } catch (ConnectException | HttpConnectTimeoutException e) {
      return Answer.NOTHING;
    } catch (IOException e) {
      return what.kind() == Kind.STATUS ? Answer.NOTHING : Answer.UNKNOWN;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private Instance instance(int number) {
    var instances = round.bank.instances;
    return instances.get(Math.floorMod(number, instances.size()));
  }

  private static String path(Attempt.What what) {
    var user = "/v1/contracts/" + Round.CONTRACT + "/users/" + what.user();
    return switch (what.kind()) {
      case VERIFY -> user + "/verify";
      case START -> user + "/start";
      case OPEN_EXCHANGE -> user + "/exchange";
      case COMPLETE_EXCHANGE -> user + "/exchange/" + what.opened().orElseThrow().exchange();
      case GIVE_UP_EXCHANGE -> user + "/exchange/" + what.opened().orElseThrow().exchange();
      case STOP -> user + "/stop";
      case STATUS -> user;
      case SUSPEND, UNLOCK, REVOKE, LIFT_STARTS, FINAL ->
          throw new IllegalArgumentException(what.kind().name());
    };
  }

  private static JsonObject body(Attempt.What what) {
    var body = new JsonObject();
    if (!what.kind().isWithCode()) return body;
    body.put("code", what.code());
    if (what.kind().isOfNewcomer()) body.put("serial", what.serial());
    if (what.kind() == Kind.VERIFY) {
      body.put("operation", "TRANSFER");
      what.key().ifPresent(key -> body.put("reference", key));
    }
    return body;
  }

  /** What an answer without a result is called. */
  private static String nameless(Kind kind) {
    return kind == Kind.GIVE_UP_EXCHANGE ? Answer.DONE : "STATUS";
  }

  private Answer meaning(Attempt.What what, HttpResponse<String> response) {
    var body = new JsonObject(response.body());
    body.remove("instance");
    return switch (response.statusCode()) {
      case 200 -> new Answer(body.getString("result", nameless(what.kind())), body);
      case 201 -> new Answer(Answer.DONE, body);
      case 429 -> Answer.NOTHING;
      case 503 ->
          what.kind() == Kind.STATUS || body.getString("code").equals("OVERLOADED")
              ? Answer.NOTHING
              : Answer.UNKNOWN;
      case 500, 400, 401, 404 -> {
        round.history.violation("I0: " + what + " was answered " + response.body());
        yield Answer.UNKNOWN;
      }
      default -> new Answer(body.getString("code"), body);
    };
  }
}
