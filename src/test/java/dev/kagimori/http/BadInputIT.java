package dev.kagimori.http;

import static dev.kagimori.http.Frontend.USER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever is sent: a clear problem or a closed connection, and the service lives on. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputIT {
  private static final String GOOD = "{\"code\":\"492039\",\"operation\":\"LOGIN\"}";
  private static final String JSON = "Content-Type: application/json\r\n";

  private Frontend frontend;

  @BeforeAll
  void open() {
    frontend = new Frontend(Limits.DEFAULT);
  }

  @AfterAll
  void close() {
    frontend.close();
  }

  @AfterEach
  void theServiceLivesOn() {
    frontend.calls.clear();
    var reply = frontend.verify(GOOD);
    assertEquals(200, reply.status(), reply::body);
    Contract.check("verify", 200, reply.body());
    assertEquals(1, frontend.calls.size());
    frontend.calls.clear();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}                                      | /code",
        "{}                                      | /operation",
        "{\"code\":492039,\"operation\":\"LOGIN\"}   | /code",
        "{\"code\":null,\"operation\":\"LOGIN\"}     | /code",
        "{\"code\":[\"1\"],\"operation\":\"LOGIN\"}  | /code",
        "{\"code\":\"\",\"operation\":\"LOGIN\"}     | /code",
        "{\"code\":\"1\",\"operation\":\"STEAL\"}    | /operation",
        "{\"code\":\"1\",\"operation\":\"LOGIN\",\"status\":\"IN_USE\"} | /status",
        "{\"code\":\"1\",\"operation\":\"LOGIN\",\"a/b\":1} | /a~1b",
        "{\"code\":\"1\",\"operation\":\"LOGIN\",\"reference\":\"x\"} | /reference",
        "{\"code\":\"1\",\"code\":\"1\",\"operation\":\"LOGIN\"} | /code",
        "{\"code\":\"1\\u0000\",\"operation\":\"LOGIN\"} | /code",
      })
  void aFieldThatDoesNotFitIsNamed(String body, String pointer) {
    var reply = frontend.verify(body);
    Contract.checkProblem(ProblemCode.MALFORMED, reply.status(), reply.body());
    var errors = new JsonObject(reply.body()).getJsonArray("errors");
    assertTrue(
        errors.stream().anyMatch(e -> pointer.equals(((JsonObject) e).getString("pointer"))),
        reply::body);
    assertTrue(frontend.calls.isEmpty());
  }

  @Test
  void theValueItselfIsNeverRepeated() {
    var reply = frontend.verify("{\"code\":\"" + "8".repeat(65) + "\",\"operation\":\"SECRET\"}");
    Contract.checkProblem(ProblemCode.MALFORMED, reply.status(), reply.body());
    var told = new JsonObject(reply.body());
    told.remove("instance"); // a random number
    assertFalse(told.encode().contains("888"), reply::body);
    assertFalse(told.encode().contains("SECRET"), reply::body);
  }

  @Test
  void pathAndQueryAreHeldAgainstTheContractToo() {
    malformedAt("GET", "/v1/contracts/c%20/users/u-1", "/contract");
    malformedAt("GET", "/v1/contracts/" + "c".repeat(65) + "/users/u-1", "/contract");
    malformedAt("GET", "/v1/contracts/%E3%81%82/users/u-1", "/contract");
    malformedAt("DELETE", USER + "/exchange/1", "/exchange");
    malformedAt("GET", USER + "/authentications?last=0", "/last");
    malformedAt("GET", USER + "/authentications?last=101", "/last");
    malformedAt("GET", USER + "/authentications?last=x", "/last");
    malformedAt("GET", USER + "/authentications?last=99999999999999999999", "/last");
    malformedAt("GET", USER + "/authentications?last=1&last=2", "/last");
    malformedAt("GET", USER + "/authentications?lust=1", "/lust");
    malformedAt("GET", USER + "/requirements", "/operation");
    malformedAt("GET", USER + "/requirements?operation=login", "/operation");
  }

  private void malformedAt(String method, String path, String pointer) {
    var reply = frontend.send(method, path, "", "");
    Contract.checkProblem(ProblemCode.MALFORMED, reply.status(), reply.body());
    var error = new JsonObject(reply.body()).getJsonArray("errors").getJsonObject(0);
    assertEquals(pointer, error.getString("pointer"), reply::body);
  }

  @ParameterizedTest
  @CsvSource({"%zz", "%", "%c0%af", "%00", "c%2fd", "%ff"})
  void pathsThatCanNotBeReadAreRefused(String contract) {
    var reply = frontend.send("GET", "/v1/contracts/" + contract + "/users/u-1", "", "");
    assertTrue(reply.status() == 400 || reply.status() == 404, reply::body);
    Contract.check("getUser", reply.status(), reply.body());
  }

  @ParameterizedTest
  @CsvSource({"?last=%zz", "?%zz", "?last=%ff", "?&&&=", "?="})
  void queriesThatCanNotBeReadAreRefused(String query) {
    var reply = frontend.send("GET", USER + "/authentications" + query, "", "");
    assertTrue(reply.status() == 400 || reply.status() == 200, reply::body);
    Contract.check("getAuthentications", reply.status(), reply.body());
  }

  @Test
  void idempotencyKeysAreOneBoundedLineOfAscii() {
    for (var header :
        new String[] {
          "Idempotency-Key: \r\n",
          "Idempotency-Key: " + "k".repeat(129) + "\r\n",
          "Idempotency-Key: \u00e9\r\n",
          "Idempotency-Key: a\r\nIdempotency-Key: b\r\n"
        }) {
      var reply = frontend.send("POST", USER + "/stop", JSON + header, "{\"code\":\"1\"}");
      Contract.checkProblem(ProblemCode.MALFORMED, reply.status(), reply.body());
    }
  }

  @Test
  void aBodyOverTheBoundIsRefusedBeforeItIsSent() {
    try (var connection = frontend.connect()) {
      connection.write(head("POST", USER + "/verify", JSON + "Content-Length: 1000000000\r\n"));
      var reply = connection.reply();
      Contract.checkProblem(ProblemCode.TOO_LARGE, reply.status(), reply.body());
      assertEquals("close", reply.header("connection"));
      connection.untilClosed();
    }
  }

  @Test
  void aBodyOverTheBoundIsRefusedEvenWhenItsClientSendsItAll() {
    var reply = frontend.verify("{\"code\":\"" + " ".repeat(1_000_000) + "\"}");
    Contract.checkProblem(ProblemCode.TOO_LARGE, reply.status(), reply.body());
    var most = GOOD + " ".repeat(16384 - GOOD.length());
    assertEquals(200, frontend.verify(most).status());
    Contract.checkProblem(ProblemCode.TOO_LARGE, 413, frontend.verify(most + ' ').body());
  }

  @Test
  void endlessChunksAreCutAtTheBound() {
    try (var connection = frontend.connect()) {
      connection.write(head("POST", USER + "/verify", JSON + "Transfer-Encoding: chunked\r\n"));
      var chunk = "1000\r\n" + " ".repeat(4096) + "\r\n";
      for (int i = 0; i < 5; i++) connection.write(chunk);
      var reply = connection.reply();
      Contract.checkProblem(ProblemCode.TOO_LARGE, reply.status(), reply.body());
      connection.untilClosed();
    }
  }

  @Test
  void brokenChunksAreRefusedOrCut() {
    try (var connection = frontend.connect()) {
      connection.write(head("POST", USER + "/verify", JSON + "Transfer-Encoding: chunked\r\n"));
      connection.write("zz\r\n{}\r\n0\r\n\r\n");
      connection.untilClosed();
    }
    assertTrue(frontend.calls.isEmpty());
  }

  @Test
  void deepJsonAndBadUtf8AreRefused() {
    var deep = frontend.verify("{\"a\":" + "[".repeat(8000) + "]".repeat(8000) + '}');
    Contract.checkProblem(ProblemCode.MALFORMED, deep.status(), deep.body());
    var bytes = GOOD.getBytes(StandardCharsets.UTF_8);
    bytes[10] = (byte) 0xff;
    var reply = frontend.send("POST", USER + "/verify", JSON, bytes);
    Contract.checkProblem(ProblemCode.MALFORMED, reply.status(), reply.body());
  }

  @Test
  void aBodyThatIsMissingOrOutOfPlaceIsRefused() {
    var missing = frontend.send("POST", USER + "/verify", JSON, "");
    Contract.checkProblem(ProblemCode.MALFORMED, missing.status(), missing.body());
    var extra = frontend.send("GET", USER, JSON, "{}");
    Contract.checkProblem(ProblemCode.MALFORMED, extra.status(), extra.body());
  }

  @ParameterizedTest
  @CsvSource({
    "text/plain",
    "application/x-www-form-urlencoded",
    "application/json; charset=shift_jis",
    "application/jsonp",
    "multipart/form-data; boundary=x"
  })
  void otherContentTypesAreRefused(String type) {
    var reply = frontend.send("POST", USER + "/verify", "Content-Type: " + type + "\r\n", GOOD);
    Contract.checkProblem(ProblemCode.UNSUPPORTED_MEDIA_TYPE, reply.status(), reply.body());
  }

  @Test
  void compressedBodiesAreRefusedAndNoTypeIsNoJson() {
    var packed = frontend.send("POST", USER + "/verify", JSON + "Content-Encoding: gzip\r\n", GOOD);
    Contract.checkProblem(ProblemCode.UNSUPPORTED_MEDIA_TYPE, packed.status(), packed.body());
    var none = frontend.send("POST", USER + "/verify", "", GOOD);
    Contract.checkProblem(ProblemCode.UNSUPPORTED_MEDIA_TYPE, none.status(), none.body());
    var spelled =
        frontend.send(
            "POST", USER + "/verify", "Content-Type: Application/JSON ; charset=UTF-8\r\n", GOOD);
    assertEquals(200, spelled.status(), spelled::body);
  }

  @ParameterizedTest
  @CsvSource({"TRACE", "CONNECT", "OPTIONS", "PATCH", "HEAD", "BREW"})
  void otherMethodsAreRefusedWithThoseThatAreTaken(String method) {
    var reply = frontend.send(method, USER + "/verify", "", "");
    assertEquals(405, reply.status());
    assertEquals("POST", reply.header("allow"));
    if (!method.equals("HEAD"))
      Contract.checkProblem(ProblemCode.METHOD_NOT_ALLOWED, reply.status(), reply.body());
    assertFalse(reply.body().contains(Frontend.KEY));
  }

  @Test
  void unknownAddressesAreNotFound() {
    for (var path :
        new String[] {"/", "/v1", "/v1/", "/v1/nothing", "/v2", "/docs/../x", "/admin"}) {
      var reply = frontend.send("GET", path, "", "");
      Contract.checkProblem(ProblemCode.NOT_FOUND, reply.status(), reply.body());
    }
  }

  private static String head(String method, String path, String headers) {
    return method
        + ' '
        + path
        + " HTTP/1.1\r\nHost: test\r\nAuthorization: Bearer "
        + Frontend.KEY
        + "\r\n"
        + headers
        + "\r\n";
  }
}
