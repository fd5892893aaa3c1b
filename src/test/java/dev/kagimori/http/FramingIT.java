package dev.kagimori.http;

import static dev.kagimori.http.Frontend.USER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where one request ends and the next begins, and what is no request at all. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FramingIT {
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
  void aFoldedHeaderIsReadAsOneLine() {
    var reply = frontend.send("POST", USER + "/verify", JSON + "X-A: b\r\n c: d\r\n", GOOD);
    assertEquals(200, reply.status());
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
