package dev.kagimori.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResponseScannerTest {
  private final ResponseScanner scanner = new ResponseScanner();

  @ParameterizedTest
  @CsvSource({
    "200, '{\"result\":\"ACCEPTED\",\"wrongSince\":0}', ACCEPTED",
    "200, '{\"result\":\"WRONG\",\"triesLeft\":4}', WRONG",
    "200, '{\"result\":\"REPLAYED\",\"triesLeft\":5}', REPLAYED",
    "200, '{\"result\":\"NEXT_CODE_NEEDED\",\"triesLeft\":4}', NEXT_CODE_NEEDED",
    "200, '{\"result\":\"SUSPENDED\"}', SUSPENDED",
    "200, '{\"result\":\"EXPIRED\"}', EXPIRED",
    "200, '{\"result\":\"NOT_REGISTERED\"}', NOT_REGISTERED",
    "201, '{\"receiptNumber\":\"0001234\",\"operation\":\"START\"}', STARTED",
    "503, '{\"type\":\"/docs/problems#OVERLOADED\",\"code\":\"OVERLOADED\"}', OVERLOADED",
    "429, '{\"code\":\"RATE_LIMITED\"}', RATE_LIMITED",
    "503, '{\"code\":\"OUTCOME_UNKNOWN\"}', OUTCOME_UNKNOWN",
    "422, '{\"code\":\"NOT_ACCEPTED\"}', OTHER",
    "404, '{}', OTHER"
  })
  void everyAnswerHasItsOutcome(int status, String body, Outcome outcome) {
    var bytes = response(status, "Content-Length", body);
    assertEquals(bytes.length, scanner.scan(bytes, bytes.length));
    assertEquals(status, scanner.status());
    assertEquals(outcome, scanner.outcome());
    assertFalse(scanner.isLast());
  }

  @Test
  void anAnswerInPiecesIsWaitedFor() {
    var bytes = response(200, "content-length", "{\"result\":\"ACCEPTED\"}");
    for (int there = 0; there < bytes.length; there++)
      assertEquals(ResponseScanner.MORE, scanner.scan(bytes, there), "after " + there + " bytes");
    assertEquals(bytes.length, scanner.scan(bytes, bytes.length));
    assertEquals(Outcome.ACCEPTED, scanner.outcome());
  }

  @Test
  void whatFollowsBelongsToTheNext() {
    var first = response(200, "CONTENT-LENGTH", "{\"result\":\"WRONG\"}");
    var both = new byte[first.length + 20];
    System.arraycopy(first, 0, both, 0, first.length);
    assertEquals(first.length, scanner.scan(both, both.length));
    assertEquals(Outcome.WRONG, scanner.outcome());
  }

  @Test
  void anAnswerWithoutLengthIsBroken() {
    var bytes =
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    assertEquals(ResponseScanner.BROKEN, scanner.scan(bytes, bytes.length));
  }

  @Test
  void theLastAnswerOfAConnectionIsKnown() {
    var text = "HTTP/1.1 503 -\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}";
    var bytes = text.getBytes(StandardCharsets.US_ASCII);
    assertEquals(bytes.length, scanner.scan(bytes, bytes.length));
    assertTrue(scanner.isLast());
  }

  private static byte[] response(int status, String length, String body) {
    return "HTTP/1.1 %d -\r\nX-Request-Id: 0123\r\n%s: %d\r\n\r\n%s"
        .formatted(status, length, body.length(), body)
        .getBytes(StandardCharsets.US_ASCII);
  }
}
