package dev.kagimori.http;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/** A real port with routes that a test decides; the database is not the question here. */
final class Frontend implements AutoCloseable {
  static final String KEY = "test-key";
  static final String STAFF_KEY = "staff-key";
  static final String COLLEAGUES_KEY = "colleagues-key";
  static final String USER = "/v1/contracts/c-1/users/u-1";

  private static final Map<String, Answer> ANSWERS =
      Map.of(
          "verify",
          Answer.ok(
              new JsonObject()
                  .put("result", "ACCEPTED")
                  .put("verifiedAt", "2026-11-21T10:00:07+09:00")),
          "giveUpExchange",
          Answer.ok(new JsonObject()),
          "getAuthentications",
          Answer.ok(new JsonObject().put("authentications", new JsonArray())));

  final Vertx vertx = Vertx.vertx();
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final AtomicBoolean inService = new AtomicBoolean(true);
  final LinkedBlockingQueue<Call> calls = new LinkedBlockingQueue<>();
  final Map<String, Function<Call, Answer>> routes = new ConcurrentHashMap<>();
  final Map<String, Function<Upload, Answer>> uploads = new ConcurrentHashMap<>();

  /** Downloads are what a test says before it opens the port. */
  private final Map<String, Function<Call, Download>> downloads;

  final HttpFrontend http;

  Frontend(Limits limits) {
    this(limits, TrustedPeers.NONE);
  }

  Frontend(Limits limits, TrustedPeers balancers) {
    this(limits, balancers, Map.of());
  }

  Frontend(Limits limits, TrustedPeers balancers, Map<String, Function<Call, Download>> downloads) {
    this.downloads = Map.copyOf(downloads);
    var listen = Listen.on("127.0.0.1", 0).withForwardedBy(balancers);
    http = HttpFrontend.start(vertx, listen, limits, parts());
  }

  HttpFrontend.Parts parts() {
    var routes = Arrays.stream(Door.values()).map(this::routes).toList();
    return new HttpFrontend.Parts(
        () -> routes,
        Map.of(
            Door.FRONT_END,
            known(KEY, "web"),
            Door.STAFF,
            known(STAFF_KEY, "hanako"),
            Door.STOCK,
            stock()),
        inService::get,
        meters);
  }

  private static Credentials stock() {
    var hanako = known(STAFF_KEY, "hanako");
    var jiro = known(COLLEAGUES_KEY, "jiro");
    return bearer ->
        bearer.equals(COLLEAGUES_KEY) ? jiro.identify(bearer) : hanako.identify(bearer);
  }

  private static Credentials known(String key, String client) {
    return bearer ->
        Future.succeededFuture(
            bearer.equals(key)
                ? Optional.of(new Credentials.Identity("aoba", client))
                : Optional.empty());
  }

  private Routes routes(Door door) {
    var operations = Contract.operations(door);
    return new Routes() {
      @Override
      public Door door() {
        return door;
      }

      @Override
      public void mount(Api api) {
        operations.forEach(id -> Frontend.this.mount(api, id));
      }
    };
  }

  /** One operation is hot, as one of the service's is. */
  private void mount(Api api, String operation) {
    if (operation.equals("verify"))
      api.onLoop(operation, call -> Future.succeededFuture(route(operation, call)));
    else if (!Contract.uploads(operation).isEmpty())
      api.onUpload(
          operation, upload -> uploads.getOrDefault(operation, Frontend::unread).apply(upload));
    else if (downloads.containsKey(operation))
      api.onDownload(
          operation, call -> Objects.requireNonNull(downloads.get(operation)).apply(call));
    else api.on(operation, call -> route(operation, call));
  }

  private static Answer unread(Upload upload) {
    return Answer.refused(ProblemCode.NOT_FOUND);
  }

  private Answer route(String operation, Call call) {
    calls.add(call);
    var route = routes.get(operation);
    if (route != null) return route.apply(call);
    var answer = ANSWERS.get(operation);
    return answer != null ? answer : Answer.refused(ProblemCode.NOT_FOUND);
  }

  RawHttp connect() {
    return new RawHttp(http.port());
  }

  /** One request on a connection of its own, without a credential. */
  RawHttp.Reply get(String path, String headers) {
    try (var connection = connect()) {
      connection.write("GET " + path + " HTTP/1.1\r\nHost: test\r\n" + headers + "\r\n");
      return connection.reply();
    }
  }

  /** One request on a connection of its own, with a credential and a length. */
  RawHttp.Reply send(String method, String path, String headers, String body) {
    return send(method, path, headers, body.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  RawHttp.Reply send(String method, String path, String headers, byte[] body) {
    try (var connection = connect()) {
      connection.write(
          method + ' ' + path + " HTTP/1.1\r\nHost: test\r\nAuthorization: Bearer " + KEY + "\r\n");
      if (body.length > 0) connection.write("Content-Length: " + body.length + "\r\n");
      connection.write(headers + "\r\n");
      connection.write(body);
      return connection.reply();
    }
  }

  RawHttp.Reply verify(String body) {
    return send("POST", USER + "/verify", "Content-Type: application/json\r\n", body);
  }

  @Override
  public void close() {
    http.stop();
    vertx.close().await();
  }
}
