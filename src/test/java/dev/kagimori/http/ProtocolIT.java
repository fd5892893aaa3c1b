package dev.kagimori.http;

import static dev.kagimori.http.Frontend.USER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How requests come in and answers go out, at the level of HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProtocolIT {
  private static final String GOOD = "{\"code\":\"492039\",\"operation\":\"LOGIN\"}";
  private static final String JSON = "Content-Type: application/json\r\n";

  private Frontend frontend;

  @BeforeAll
  void open() {
    frontend = new Frontend(Limits.DEFAULT);
  }

  @BeforeEach
  void clear() {
    frontend.calls.clear();
    frontend.routes.clear();
  }

  @AfterAll
  void close() {
    frontend.close();
  }

  @Test
  void aCallHasAllThatTheContractNames() throws Exception {
    frontend.send(
        "POST",
        "/v1/contracts/c-1/users/u.2/exchange/5B1F6C1E-3c5a-4a4e-9a53-0d7a5f0f5a11",
        JSON + "Idempotency-Key: key 1\r\nX-Request-Id: r-7\r\n",
        "{\"serial\":\"２Ｖ07\",\"code\":\"１２３\"}");
    var call = frontend.calls.poll(5, TimeUnit.SECONDS);
    assertEquals(new Caller("aoba", "web", "127.0.0.1", "r-7"), call.caller());
    assertEquals("POST", call.method());
    assertEquals(
        "/v1/contracts/c-1/users/u.2/exchange/5B1F6C1E-3c5a-4a4e-9a53-0d7a5f0f5a11", call.path());
    assertEquals("u.2", call.path("user"));
    assertEquals(Optional.of("key 1"), call.idempotencyKey());
    assertEquals("２Ｖ07", call.body().getString("serial"));
    assertEquals(Instant.parse("2026-11-21T01:00:15Z"), call.deadline());
    assertFalse(call.toString().contains("u.2"));
  }

  @Test
  void parametersThatAreLeftOutHaveTheirDefaults() throws Exception {
    frontend.send("GET", USER + "/requirements?operation=TRANSFER", "", "");
    var query = frontend.calls.poll(5, TimeUnit.SECONDS).query();
    assertEquals(java.util.Map.of("operation", "TRANSFER", "payee", "NEW", "channel", "PC"), query);
    frontend.send("GET", USER + "/authentications", "", "");
    assertEquals("3", frontend.calls.poll(5, TimeUnit.SECONDS).query().get("last"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Authorization: Bearer wrong\r\n",
        "Authorization: Bearer \r\n",
        "Authorization: Basic dGVzdC1rZXk6\r\n",
        "Authorization: test-key\r\n",
        "Authorization: Bearer test-key\r\nAuthorization: Bearer test-key\r\n",
        "Authorization: Bearer test-key x\r\n"
      })
  void withoutACredentialNothingIsToldAndNothingIsParsed(String header) {
    for (var path : new String[] {USER + "/verify", "/v1/nothing"}) {
      try (var connection = frontend.connect()) {
        connection.write("POST " + path + " HTTP/1.1\r\nHost: t\r\nX-Request-Id: same\r\n");
        connection.write(header + JSON + "Content-Length: 7\r\n\r\n{\"a\":[[");
        var reply = connection.reply();
        Contract.checkProblem(ProblemCode.UNAUTHENTICATED, reply.status(), reply.body());
        assertEquals("Bearer", reply.header("www-authenticate"));
        assertFalse(reply.body().contains("test-key"));
      }
    }
    assertTrue(frontend.calls.isEmpty());
  }

  @Test
  void everyReplyIsGuarded() {
    var replies =
        List.of(
            frontend.verify(GOOD),
            frontend.verify("{"),
            frontend.send("GET", "/nothing", "", ""),
            frontend.send("TRACE", USER, "", ""),
            frontend.send("GET", "/docs", "", ""),
            frontend.send("GET", "/openapi/frontend.yaml", "", ""),
            broken("hello\r\n\r\n"));
    for (var reply : replies) {
      assertEquals("no-store", reply.header("cache-control"));
      assertEquals("nosniff", reply.header("x-content-type-options"));
      assertTrue(reply.header("content-security-policy").contains("default-src 'none'"));
      assertTrue(reply.header("content-security-policy").contains("frame-ancestors 'none'"));
      assertTrue(reply.header("strict-transport-security").contains("max-age=31536000"));
      assertFalse(reply.header("x-request-id").isEmpty());
      assertEquals("", reply.header("server"));
      assertEquals("", reply.header("x-powered-by"));
    }
  }

  @Test
  void theRequestIdIsTheClientsWhereItIsClean() {
    assertEquals(
        "abc-1", frontend.send("GET", USER, "X-Request-Id: abc-1\r\n", "").header("x-request-id"));
    for (var bad : new String[] {"a b", "a".repeat(65), "{}", ""}) {
      var reply = frontend.send("GET", USER, "X-Request-Id: " + bad + "\r\n", "");
      assertNotEquals(bad, reply.header("x-request-id"));
      assertEquals(
          reply.header("x-request-id"), new JsonObject(reply.body()).getString("instance"));
    }
  }

  @Test
  void problemsSpeakTheLanguageThatIsAskedFor() {
    var japanese = new JsonObject(frontend.send("GET", USER, "", "").body());
    var english = new JsonObject(frontend.send("GET", USER, "Accept-Language: en\r\n", "").body());
    assertEquals("見つかりません", japanese.getString("title"));
    assertEquals("Not found", english.getString("title"));
  }

  @Test
  void aFaultIsToldToNobodyButTheLog() {
    frontend.routes.put(
        "getUser",
        _ -> {
          throw new IllegalStateException("secret detail");
        });
    var reply = frontend.send("GET", USER, "", "");
    Contract.checkProblem(ProblemCode.INTERNAL, reply.status(), reply.body());
    assertFalse(reply.body().contains("secret"));
    assertFalse(reply.body().contains("Exception"));
    frontend.routes.put(
        "getUser",
        _ -> {
          throw new StackOverflowError();
        });
    assertEquals(500, frontend.send("GET", USER, "", "").status());
  }

  @Test
  void deepCodeMayRefuse() {
    frontend.routes.put(
        "stop",
        _ -> {
          throw new ProblemException(Problem.of(ProblemCode.WRONG).with("triesLeft", 4));
        });
    var reply = frontend.send("POST", USER + "/stop", JSON, "{\"code\":\"1\"}");
    Contract.checkProblem(ProblemCode.WRONG, reply.status(), reply.body());
    assertEquals(4, new JsonObject(reply.body()).getInteger("triesLeft"));
  }

  @Test
  void outOfServiceEveryCallIsRefusedButTheDocumentsStay() {
    frontend.inService.set(false);
    try {
      var reply = frontend.verify(GOOD);
      Contract.checkProblem(ProblemCode.OVERLOADED, reply.status(), reply.body());
      assertEquals("1", reply.header("retry-after"));
      assertEquals(200, frontend.send("GET", "/docs", "", "").status());
    } finally {
      frontend.inService.set(true);
    }
  }

  @Test
  void pipelinedRequestsAreAnsweredInTheirOrder() {
    try (var connection = frontend.connect()) {
      var all = new StringBuilder();
      for (int i = 0; i < 50; i++)
        all.append(
            """
            POST %s/verify HTTP/1.1\r
            Host: t\r
            Authorization: Bearer test-key\r
            X-Request-Id: p-%d\r
            Content-Type: application/json\r
            Content-Length: %d\r
            \r
            %s\
            """
                .formatted(USER, i, GOOD.length(), GOOD));
      connection.write(all.toString());
      for (int i = 0; i < 50; i++) {
        var reply = connection.reply();
        assertEquals(200, reply.status());
        assertEquals("p-" + i, reply.header("x-request-id"));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // what one server reads as a body another reads as a request
        "Content-Length: 5\r\n"
            + "Transfer-Encoding: chunked\r\n\r\n"
            + "0\r\n\r\n"
            + "GET /docs HTTP/1.1\r\n\r\n",
        "Transfer-Encoding: chunked\r\n"
            + "Content-Length: 5\r\n\r\n"
            + "0\r\n\r\n"
            + "GET /docs HTTP/1.1\r\n\r\n",
        "Content-Length: 3\r\nContent-Length: 5\r\n\r\n{}   ",
        "Content-Length: 3, 5\r\n\r\n{}   ",
        "Content-Length: -1\r\n\r\n{}",
        "Content-Length: 99999999999999999999\r\n\r\n{}",
        "Content-Length: 0x2\r\n\r\n{}",
        "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
        "X-A b\r\n\r\n",
        ": b\r\n\r\n",
        "X-\u0000A: b\r\n\r\n"
      })
  void requestsThatCouldBeReadTwoWaysAreRefusedAndTheConnectionEnds(String rest) {
    try (var connection = frontend.connect()) {
      connection.write(
          "POST "
              + USER
              + "/verify HTTP/1.1\r\nHost: t\r\nAuthorization: Bearer test-key\r\n"
              + JSON
              + rest);
      var reply = connection.reply();
      assertEquals(400, reply.status(), reply::body);
      Contract.checkProblem(ProblemCode.MALFORMED, reply.status(), reply.body());
      assertEquals("close", reply.header("connection"));
      connection.untilClosed();
    }
    assertTrue(frontend.calls.isEmpty());
  }

  @Test
  void whatIsNotHttpIsRefusedOrCut() {
    for (var bytes :
        new String[] {
          "hello\r\n\r\n", "GET  /docs HTTP/1.1\r\n\r\n", "GET /docs HTTP/1.1 x\r\n\r\n"
        }) {
      var reply = broken(bytes);
      assertTrue(reply.status() >= 400 && reply.status() < 500, bytes + reply);
    }
  }

  @Test
  void hugeHeadersAndLinesAreRefused() {
    var header = broken("GET " + USER + " HTTP/1.1\r\nX-A: " + "a".repeat(100_000) + "\r\n\r\n");
    Contract.checkProblem(ProblemCode.TOO_LARGE, header.status(), header.body());
    var line = broken("GET /" + "a".repeat(100_000) + " HTTP/1.1\r\n\r\n");
    Contract.checkProblem(ProblemCode.TOO_LARGE, line.status(), line.body());
    var many = broken("GET / HTTP/1.1\r\n" + "X-A: b\r\n".repeat(10_000) + "\r\n");
    Contract.checkProblem(ProblemCode.TOO_LARGE, many.status(), many.body());
  }

  @Test
  void aClientThatWaitsToBeAskedIsAsked() {
    try (var connection = frontend.connect()) {
      connection.write(
          "POST "
              + USER
              + "/verify HTTP/1.1\r\nHost: t\r\nAuthorization: Bearer test-key\r\n"
              + JSON
              + "Expect: 100-continue\r\nContent-Length: "
              + GOOD.length()
              + "\r\n\r\n");
      var reply =
          CompletableFuture.supplyAsync(connection::line100)
              .thenApply(line -> {
                connection.write(GOOD);
                return line;
              })
              .join();
      assertTrue(reply.contains("100"), reply);
      assertEquals(200, connection.reply().status());
    }
  }

  @Test
  void upgradesToHttp2AreNotTaken() {
    try (var connection = frontend.connect()) {
      connection.write(
          "GET /docs HTTP/1.1\r\n"
              + "Host: t\r\n"
              + "Connection: Upgrade, HTTP2-Settings\r\n"
              + "Upgrade: h2c\r\n"
              + "HTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n");
      assertEquals(200, connection.reply().status());
    }
  }

  @Test
  void theDocumentsNeedNoCredentialAndNoOtherHost() {
    for (var path :
        new String[] {
          "/docs",
          "/docs/",
          "/docs/problems",
          "/docs/start.js",
          "/docs/swagger-ui.css",
          "/docs/swagger-ui-bundle.js",
          "/openapi/frontend.yaml"
        }) {
      try (var connection = frontend.connect()) {
        connection.write("GET " + path + " HTTP/1.1\r\nHost: t\r\n\r\n");
        var reply = connection.reply();
        assertEquals(200, reply.status(), path);
        assertFalse(reply.body().isEmpty(), path);
        if (!path.endsWith(".css") && !path.endsWith("bundle.js"))
          assertFalse(reply.body().contains("https://"), path);
      }
    }
    assertEquals("GET", frontend.send("POST", "/docs", "", "").header("allow"));
  }

  @Test
  void theDocumentsCanBeReadAgainAndAgain() {
    for (int i = 0; i < 2 * Limits.DEFAULT.pagesInFlight(); i++)
      assertEquals(200, frontend.send("GET", "/docs", "", "").status());
  }

  @Test
  void aFoldedHeaderIsReadAsOneLine() {
    var reply = frontend.send("POST", USER + "/verify", JSON + "X-A: b\r\n c: d\r\n", GOOD);
    assertEquals(200, reply.status());
  }

  @Test
  void answersAreCountedByOperationAndCodeAlone() {
    frontend.verify(GOOD);
    frontend.send("GET", USER, "", "");
    var timer = frontend.meters.find("kagimori.answers");
    assertTrue(timer.tags("operation", "verify", "code", "OK").timer().count() > 0);
    assertTrue(
        frontend
                .meters
                .find("kagimori.answers")
                .tags("operation", "getUser", "code", "NOT_FOUND")
                .timer()
                .count()
            > 0);
    frontend.meters.getMeters().stream()
        .flatMap(meter -> meter.getId().getTags().stream())
        .forEach(tag -> assertTrue(List.of("operation", "code").contains(tag.getKey())));
  }

  @Test
  void aTakenPortIsToldClearly() {
    var listen = Listen.on("127.0.0.1", frontend.http.port());
    var refusal =
        assertThrows(
            IllegalStateException.class,
            () -> {
              var vertx = io.vertx.core.Vertx.vertx();
              try {
                HttpFrontend.start(vertx, listen, Limits.DEFAULT, frontend.parts());
              } finally {
                vertx.close().await();
              }
            });
    assertTrue(
        String.valueOf(refusal.getMessage()).contains("port " + listen.port()), refusal::toString);
    assertTrue(String.valueOf(refusal.getMessage()).contains("taken"), refusal::toString);
  }

  @Test
  void contractAndRoutesMustAgree() {
    var parts = frontend.parts();
    var fewer =
        new HttpFrontend.Parts(
            List.of(api ->
                api.on("verify", _ -> Answer.ok(new JsonObject()))
                    .on("fly", _ -> Answer.ok(new JsonObject()))),
            parts.credentials(),
            parts.time(),
            parts.inService(),
            parts.meters());
    var refusal =
        assertThrows(
            IllegalStateException.class,
            () ->
                HttpFrontend.start(
                    frontend.vertx, Listen.on("127.0.0.1", 0), Limits.DEFAULT, fewer));
    assertTrue(String.valueOf(refusal.getMessage()).contains("start"), refusal::toString);
    assertTrue(String.valueOf(refusal.getMessage()).contains("fly"), refusal::toString);
  }

  @Test
  void stoppingEndsWhatIsInFlightAndTakesNothingNew() throws Exception {
    var release = Promise.<Void>promise();
    var stopped = new Frontend(Limits.DEFAULT);
    stopped.routes.put(
        "stop",
        _ -> {
          release.future().await();
          return Answer.refused(ProblemCode.WRONG);
        });
    try (var connection = stopped.connect()) {
      var body = "{\"code\":\"492039\"}";
      connection.write(
          "POST "
              + USER
              + "/stop HTTP/1.1\r\nHost: t\r\nAuthorization: Bearer test-key\r\n"
              + JSON
              + "Content-Length: "
              + body.length()
              + "\r\n\r\n"
              + body);
      stopped.calls.poll(5, TimeUnit.SECONDS);
      var stopping = CompletableFuture.runAsync(stopped.http::stop);
      var refused = new CompletableFuture<Void>();
      stopped.vertx.setPeriodic(
          20,
          timer -> {
            try {
              new RawHttp(stopped.http.port()).close();
            } catch (java.io.UncheckedIOException e) {
              refused.complete(null);
              stopped.vertx.cancelTimer(timer);
            }
          });
      refused.get(10, TimeUnit.SECONDS);
      assertFalse(stopping.isDone());
      release.complete();
      assertEquals(422, connection.reply().status());
      stopping.get(10, TimeUnit.SECONDS);
    }
    stopped.vertx.close().await();
  }

  /** Sends what is no request, and takes the answer that comes before the end. */
  private RawHttp.Reply broken(String bytes) {
    try (var connection = frontend.connect()) {
      connection.write(bytes);
      var reply = connection.reply();
      connection.untilClosed();
      return reply;
    }
  }
}
