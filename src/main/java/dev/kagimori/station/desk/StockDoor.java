package dev.kagimori.station.desk;

import dev.kagimori.station.Language;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The service's door for stock keepers, from outside: HTTP, a staff key, and patience. */
final class StockDoor implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(3);
  private static final Duration ANSWER = Duration.ofSeconds(20);
  private static final Duration PAUSE_MIN = Duration.ofMillis(200);
  private static final Duration PAUSE_MAX = Duration.ofSeconds(5);
  private static final int KEY_BYTES_MAX = 1_024;
  private static final int TOO_MANY = 429;
  private static final Pattern HERE = Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[::1]");

  private final URI service;
  private final String key;
  private final Duration answer;
  private final HttpClient http;
  private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch closed = new CountDownLatch(1);

  private StockDoor(URI service, String key, Duration answer) {
    this.service = service;
    this.key = key;
    this.answer = answer;
    http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();
  }

  /**
   * Reads the key; calls nobody yet.
   *
   * @param service such as {@code https://kagimori.bank.example}; in clear to this machine alone
   * @param keyFile holds a staff account's key and nothing else
   */
  static StockDoor of(URI service, Path keyFile) throws DeskException {
    return of(service, keyFile, ANSWER);
  }

  /**
   * The same with another patience.
   *
   * @param answer for a whole answer, its body included
   */
  static StockDoor of(URI service, Path keyFile, Duration answer) throws DeskException {
    var host = service.getHost();
    boolean isHere = host != null && HERE.matcher(host).matches();
    var scheme = service.getScheme();
    if (host == null || !("https".equals(scheme) || (isHere && "http".equals(scheme))))
      throw DeskException.input(
          "--service takes an address such as https://kagimori.bank.example.",
          "--service には https://kagimori.bank.example のような URL を指定してください。",
          null);
    return new StockDoor(service, key(keyFile), answer);
  }

  private static String key(Path file) throws DeskException {
    try (var in = Files.newInputStream(file)) {
      var text = new String(in.readNBytes(KEY_BYTES_MAX), StandardCharsets.US_ASCII).strip();
      if (!text.isEmpty() && text.chars().allMatch(c -> c > ' ' && c < 0x7F)) return text;
    } catch (IOException e) {
      throw DeskException.input(
          file + " can't be read; --key-file takes a file with a staff key.",
          file + " を読めません。--key-file には職員キーのファイルを指定してください。",
          e);
    }
    throw DeskException.input(file + " holds no staff key.", file + " に職員キーがありません。", null);
  }

  /** What came of one attempt. */
  sealed interface Reply {
    record Done(JsonObject body) implements Reply {}

    record Refused(String code, String detail) implements Reply {}

    /** Perhaps done, perhaps not; the same again, after a pause. */
    record Again(Duration pause, @Nullable Throwable why) implements Reply {}
  }

  /** Once. */
  Reply attempt(String method, String path, @Nullable JsonObject body, String idempotencyKey)
      throws DeskException {
    var request =
        HttpRequest.newBuilder(service.resolve(path))
            .header("Authorization", "Bearer " + key)
            .header("Accept", "application/json")
            .header("Accept-Language", Language.ofSystem().of("ja", "en"))
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body.encode()));
    if (body != null) request.header("Content-Type", "application/json");
    if (!idempotencyKey.isEmpty()) request.header("Idempotency-Key", idempotencyKey);
    // the client's own time-out ends with the answer's head
    var coming =
        calls.submit(() -> http.send(request.build(), HttpResponse.BodyHandlers.ofString()));
    try {
      return reply(coming.get(answer.toNanos(), TimeUnit.NANOSECONDS));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException broken) return new Reply.Again(PAUSE_MIN, broken);
      throw new IllegalStateException(name(), e);
    } catch (TimeoutException e) {
      coming.cancel(true);
      return new Reply.Again(PAUSE_MIN, e);
    } catch (InterruptedException e) {
      coming.cancel(true);
      Thread.currentThread().interrupt();
      throw DeskException.interrupted();
    }
  }

  private static Reply reply(HttpResponse<String> response) {
    int status = response.statusCode();
    if (status == TOO_MANY || status >= 500) return new Reply.Again(pause(response), null);
    try {
      var json = new JsonObject(response.body());
      return status < 300
          ? new Reply.Done(json)
          : new Reply.Refused(json.getString("code", "" + status), detail(json));
    } catch (DecodeException | ClassCastException e) {
      return new Reply.Refused("" + status, "not the service that was expected");
    }
  }

  /** With each field that does not fit. */
  private static String detail(JsonObject problem) {
    var detail = new StringBuilder(problem.getString("detail", ""));
    for (var error : problem.getJsonArray("errors", new JsonArray()))
      if (error instanceof JsonObject field)
        detail
            .append("\n  ")
            .append(field.getString("pointer"))
            .append(": ")
            .append(field.getString("reason"));
    return detail.toString();
  }

  private static Duration pause(HttpResponse<String> response) {
    return response
        .headers()
        .firstValue("Retry-After")
        .filter(text -> text.matches("[0-9]{1,5}"))
        .map(text ->
            Math.clamp(1_000 * Long.parseLong(text), PAUSE_MIN.toMillis(), PAUSE_MAX.toMillis()))
        .map(Duration::ofMillis)
        .orElse(response.statusCode() == TOO_MANY ? PAUSE_MAX : PAUSE_MIN);
  }

  /**
   * Until it is done, under one key.
   *
   * @throws DeskException when it is refused, or not done in this time
   */
  JsonObject insist(
      String method, String path, @Nullable JsonObject body, String idempotencyKey, Duration within)
      throws DeskException {
    return switch (settled(method, path, body, idempotencyKey, within)) {
      case Reply.Done(var answer) -> answer;
      case Reply.Refused(var code, var detail) -> throw DeskException.refused(code, detail);
      case Reply.Again(_, var why) -> throw DeskException.away(name(), why);
    };
  }

  /**
   * Looks something up.
   *
   * @return empty: there is no such thing
   * @throws DeskException when it is refused, or not told in this time
   */
  Optional<JsonObject> find(String path, Duration within) throws DeskException {
    return switch (settled("GET", path, null, "", within)) {
      case Reply.Done(var answer) -> Optional.of(answer);
      case Reply.Refused(var code, _) when code.equals("NOT_FOUND") -> Optional.empty();
      case Reply.Refused(var code, var detail) -> throw DeskException.refused(code, detail);
      case Reply.Again(_, var why) -> throw DeskException.away(name(), why);
    };
  }

  /** Done or refused; perhaps neither in this time. */
  private Reply settled(
      String method, String path, @Nullable JsonObject body, String idempotencyKey, Duration within)
      throws DeskException {
    long end = System.nanoTime() + within.toNanos();
    while (true) {
      var reply = attempt(method, path, body, idempotencyKey);
      if (!(reply instanceof Reply.Again again) || System.nanoTime() - end >= 0) return reply;
      pause(again.pause());
    }
  }

  /** Whether somebody is there; empty where all is well. */
  Optional<Reply.Again> away() throws DeskException {
    return switch (attempt("GET", "/v1/staff/account", null, "")) {
      case Reply.Again again -> Optional.of(again);
      case Reply.Refused(var code, var detail) -> throw DeskException.refused(code, detail);
      case Reply.Done _ -> Optional.empty();
    };
  }

  String name() {
    return service.toString();
  }

  void pause(Duration time) throws DeskException {
    try {
      if (closed.await(time.toNanos(), TimeUnit.NANOSECONDS)) throw DeskException.interrupted();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw DeskException.interrupted();
    }
  }

  /** Ends what waits. */
  @Override
  public void close() {
    closed.countDown();
    http.shutdownNow();
    calls.shutdownNow();
    http.close();
  }
}
