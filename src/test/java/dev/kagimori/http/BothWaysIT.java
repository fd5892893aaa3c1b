package dev.kagimori.http;

import static dev.kagimori.http.Frontend.USER;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * A hot operation answers the same, whether its request is plain or takes the way of all others.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BothWaysIT {
  private static final String ID = "X-Request-Id: same\r\n";
  private static final String PLAIN = ID + "Content-Type: application/json\r\n";

  /** The same to the contract, but not plain. */
  private static final String UNUSUAL = ID + "Content-Type: application/json; charset=utf-8\r\n";

  private static final List<String> BODIES =
      List.of(
          "{\"code\":\"492039\",\"operation\":\"LOGIN\"}",
          "{\"code\":\"１２３\",\"operation\":\"LOGIN\",\"nextCode\":\"a\"}",
          "{\"code\":\"492039\",\"operation\":\"LOGIN\","
              + "\"reference\":\"0c8cdb1d-9d2a-4f0a-8d39-6a1b6d6ac2a4\"}",
          "{\"code\":\"492039\",\"operation\":\"STEAL\",\"reference\":\"x\",\"more\":1}",
          "{\"code\":\"\"}",
          "{\"code\":1,\"operation\":null}",
          "{\"code\":\"" + "4".repeat(65) + "\",\"operation\":\"LOGIN\"}",
          "{\"code\":\"1\",\"code\":\"1\"}",
          "{\"code\":\"\\u0000\"}",
          "[]",
          "{",
          "{}x",
          " ".repeat(17_000));

  private Frontend frontend;

  @BeforeAll
  void open() {
    frontend = new Frontend(Limits.DEFAULT);
  }

  @AfterAll
  void close() {
    frontend.close();
  }

  @Test
  void bodies() {
    for (var body : BODIES) same(USER + "/verify", USER + "/verify", body);
  }

  @Test
  void paths() {
    var good = BODIES.getFirst();
    same(USER + "/verify", "/v1/contracts/c%2D1/users/u-1/verify", good);
    same(USER + "/verify", "/v1/%63ontracts/c-1/users/u-1/verify", good);
    for (var contract : List.of("c", "C._-9", "c~", "...", "c".repeat(64), "c".repeat(65))) {
      var path = "/v1/contracts/" + contract + "/users/u-1/verify";
      same(path, path, good);
    }
  }

  private void same(String plain, String unusual, String body) {
    var quick = frontend.send("POST", plain, PLAIN, body);
    var usual = frontend.send("POST", unusual, UNUSUAL, body);
    assertEquals(usual.status(), quick.status(), body);
    assertEquals(usual.body(), quick.body(), body);
    assertEquals(new TreeMap<>(usual.headers()), new TreeMap<>(quick.headers()), body);
    if (quick.status() != 200) return;
    assertEquals(asked(), asked());
  }

  /** What the route saw. */
  private List<Object> asked() {
    var call = frontend.calls.remove();
    return List.of(
        call.caller(),
        call.method(),
        call.path(),
        call.pathParameters(),
        call.query(),
        call.body());
  }
}
