package dev.kagimori.trial;

import dev.kagimori.fob.device.Fob;
import dev.kagimori.fob.device.Fobs;
import dev.kagimori.fob.device.Make;
import dev.kagimori.secrets.Needle;
import dev.kagimori.secrets.Spellings;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A front end that does everything, also what it should not, and remembers each secret it sent and
 * each word of the replies. Its fobs show eight digits.
 */
final class Misuse {
  private static final String X_REQUEST_ID = "X-Request-Id";

  final Institution institution;
  final Set<Needle> secrets = new HashSet<>();
  private final TestBank bank;
  private final List<String> replies = new ArrayList<>();
  private @Nullable Fob last;

  Misuse(Institution institution) {
    this.institution = institution;
    bank = institution.bank;
    key(institution.key);
  }

  List<String> replies() {
    return List.copyOf(replies);
  }

  /** The newest one, which is in the books. */
  Fob lastFob() {
    return Objects.requireNonNull(last);
  }

  /** A fob of eight digits and 60 seconds, shipped to a customer. */
  Fob fob(Customer customer) {
    var made = bank.time.instant().minus(Duration.ofDays(30));
    var fob = Fobs.random(1, List.of(Make.TK8), bank.random, made).getFirst();
    secrets.addAll(Spellings.of("seed", Objects.requireNonNull(fob.seed()).reveal()));
    institution.deliver(List.of(fob));
    institution.allocate(fob, customer);
    last = fob;
    return fob;
  }

  /** A code is a secret in any spelling, wherever it is found. */
  String code(String code) {
    secrets.addAll(Spellings.of("code", code.getBytes(StandardCharsets.US_ASCII)));
    var parts = code.substring(0, 4) + "-" + code.substring(4);
    secrets.addAll(Spellings.of("code", parts.getBytes(StandardCharsets.US_ASCII)));
    return code;
  }

  String shown(Fob fob) {
    return code(new dev.kagimori.testkit.Fob(fob, bank.time).codeAt(bank.time.instant()));
  }

  String wrong() {
    return code("%08d".formatted(bank.random.nextInt(100_000_000)));
  }

  String key(String key) {
    var secret = key.substring(key.lastIndexOf('.') + 1);
    secrets.addAll(Spellings.of("API key", secret.getBytes(StandardCharsets.US_ASCII)));
    return key;
  }

  void nextStep() {
    bank.time.pass(Duration.ofSeconds(60));
  }

  /** Sends it, and keeps all of the reply. */
  Reply send(Request request) {
    var reply = request.send();
    replies.add(reply.status() + " " + reply.headers() + " " + reply.body());
    return reply;
  }

  static JsonObject body(String code) {
    return new JsonObject().put("code", code);
  }

  static JsonObject transfer(String code) {
    return body(code).put("operation", "TRANSFER");
  }

  /** A body that no contract knows, to {@code verify} or {@code start}. */
  void raw(Customer customer, String operation, String type, byte[] body, String key)
      throws IOException, InterruptedException {
    var reply =
        bank.http.send(
            HttpRequest.newBuilder(uri(customer, operation))
                .header("Authorization", key)
                .header("Content-Type", type)
                .POST(BodyPublishers.ofByteArray(body))
                .build(),
            BodyHandlers.ofString());
    if (reply.statusCode() < 400) throw new AssertionError("taken: " + reply.body());
    replies.add(reply.statusCode() + " " + reply.headers().map() + " " + reply.body());
  }

  /** Sends a request's head and some of its body, and leaves. */
  void cutOff(Customer customer, String code) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), bank.port(0))) {
      var text =
          ("POST %s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n"
                  + "Content-Type: application/json\r\nContent-Length: 500\r\n\r\n{\"code\":\"%s\"")
              .formatted(uri(customer, "verify").getPath(), institution.key, code);
      socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }
  }

  private URI uri(Customer customer, String operation) {
    return URI.create(
        "http://127.0.0.1:%d/v1/contracts/%s/users/%s/%s"
            .formatted(bank.port(0), customer.contract(), customer.user(), operation));
  }

  /** What the operators' port says; the header is given back. */
  void lookAtManagement(String requestId) throws IOException, InterruptedException {
    for (int n = 0; n < TestBank.INSTANCES; n++)
      for (var path : List.of("/metrics", "/health/ready", "/health/live", "/none")) {
        var uri = URI.create(bank.kagimori.managementUri(n) + path);
        var reply =
            bank.http.send(
                HttpRequest.newBuilder(uri).header(X_REQUEST_ID, requestId).build(),
                BodyHandlers.ofString());
        replies.add(reply.headers().map() + " " + reply.body());
      }
  }

  /** A call that is answered with this id in its head and, where it is refused, in its body. */
  void named(Customer customer, String requestId) {
    send(
        customer
            .call("verify")
            .header(X_REQUEST_ID, requestId)
            .with(new JsonObject().put("code", "?").put("operation", "TRANSFER")));
  }
}
