package dev.kagimori.http;

import static dev.kagimori.http.Frontend.USER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How requests come in and answers go out. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProtocolIT {
  /** Told in examples; nothing is loaded from there (RFC 2606). */
  private static final String EXAMPLE = "https://[a-z.-]+\\.example\\.jp";

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
    var left = Duration.ofNanos(call.deadline().nanos() - System.nanoTime());
    assertTrue(left.isPositive() && left.compareTo(Duration.ofSeconds(15)) < 0, "left: " + left);
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        USER + "/",
        USER + "/verify/",
        "//v1/contracts/c-1/users/u-1",
        "/v1//contracts/c-1/users/u-1",
        "/v1/contracts/c-1/users/u-1//verify",
        "/v1/./contracts/c-1/users/u-1",
        "/v1/contracts/c-2/../c-1/users/u-1",
        "/v1/contracts/c-1/users/u-1/.",
        "/v1/"
      })
  void aPathIsServedInItsOneSpellingAlone(String path) {
    for (var method : new String[] {"GET", "POST"}) {
      var reply = frontend.send(method, path, JSON, "");
      Contract.checkProblem(ProblemCode.NOT_FOUND, reply.status(), reply.body());
    }
    assertTrue(frontend.calls.isEmpty());
  }

  @Test
  void problemsSpeakTheLanguageThatIsAskedFor() {
    var inJapanese = frontend.send("GET", USER, "", "");
    var inEnglish = frontend.send("GET", USER, "Accept-Language: en\r\n", "");
    assertEquals("見つかりません", new JsonObject(inJapanese.body()).getString("title"));
    assertEquals("Not found", new JsonObject(inEnglish.body()).getString("title"));
    assertEquals("ja", inJapanese.header("content-language"));
    assertEquals("en", inEnglish.header("content-language"));
    for (var reply : List.of(inJapanese, inEnglish))
      assertEquals("Accept-Language", reply.header("vary"), reply.toString());
    assertEquals("", frontend.verify(GOOD).header("content-language"));
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
  void theDocumentsNeedNoCredentialAndNoOtherHost() {
    for (var path :
        new String[] {
          "/docs",
          "/docs/",
          "/docs/staff",
          "/docs/app",
          "/docs/problems",
          "/docs/start.js",
          "/docs/swagger-ui.css",
          "/docs/swagger-ui-bundle.js",
          "/openapi/frontend.yaml",
          "/openapi/staff.yaml",
          "/openapi/app.yaml"
        }) {
      try (var connection = frontend.connect()) {
        connection.write("GET " + path + " HTTP/1.1\r\nHost: t\r\n\r\n");
        var reply = connection.reply();
        assertEquals(200, reply.status(), path);
        assertFalse(reply.body().isEmpty(), path);
        if (!path.endsWith(".css") && !path.endsWith("bundle.js"))
          assertFalse(reply.body().replaceAll(EXAMPLE, "").contains("https://"), path);
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
        .forEach(tag -> assertTrue(List.of("operation", "code", "door").contains(tag.getKey())));
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
