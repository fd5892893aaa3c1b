package dev.kagimori.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Whose address a request is held against. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForwardedIT {
  private static final String OWN = "127.0.0.1";
  private static final String CODE = "{\"code\":\"123456\",\"operation\":\"LOGIN\"}";

  /** Takes us for a balancer. */
  private Frontend behind;

  /** Has another one. */
  private Frontend other;

  @BeforeAll
  void open() {
    behind = frontend("192.0.2.0/24", "127.0.0.1/32");
    other = frontend("192.0.2.0/24", "2001:db8::/32");
  }

  private static Frontend frontend(String... balancers) {
    var frontend =
        new Frontend(Limits.DEFAULT, TrustedPeers.parse("--forwarded-by", List.of(balancers)));
    frontend.routes.put(
        "getTime", _ -> Answer.ok(new JsonObject().put("now", "2026-11-21T10:00:07.120+09:00")));
    return frontend;
  }

  @AfterAll
  void close() {
    behind.close();
    other.close();
  }

  private static double unread(Frontend frontend) {
    return frontend.meters.get("kagimori.forwarded.unread").counter().count();
  }

  /** Once to each door, on the short way and on the ordinary one. */
  private static String seen(Frontend frontend, String headers) {
    assertEquals(200, frontend.get("/app/v1/time", headers).status());
    var address = frontend.calls.remove().caller().address();
    var json = "Content-Type: application/json\r\n" + headers;
    assertEquals(200, frontend.send("POST", Frontend.USER + "/verify", json, CODE).status());
    assertEquals(address, frontend.calls.remove().caller().address());
    return address;
  }

  @Test
  void theLastElementOfTheLastFieldIsTheClient() {
    double before = unread(behind);
    for (var sent :
        List.of(
            "X-Forwarded-For: 203.0.113.7\r\n",
            "x-forwarded-for:203.0.113.7 \r\n",
            "X-Forwarded-For: 198.51.100.1, 203.0.113.7\r\n",
            "X-Forwarded-For: unknown,,198.51.100.1,\t203.0.113.7\r\n",
            "X-Forwarded-For: 198.51.100.1\r\nX-Forwarded-For: ::ffff:203.0.113.7\r\n",
            "X-Forwarded-For: 198.51.100.1,\r\nHost2: x\r\nx-forwarded-FOR: , 203.0.113.7\r\n",
            "Forwarded: for=198.51.100.1\r\n"
                + "X-Real-IP: 198.51.100.1\r\n"
                + "X-Forwarded-For: 203.0.113.7\r\n"))
      assertEquals("203.0.113.7", seen(behind, sent), sent);
    assertEquals("2001:db8:0:0:0:0:0:1", seen(behind, "X-Forwarded-For: 2001:DB8::1\r\n"));
    assertEquals(before, unread(behind));
  }

  @Test
  void aBalancerThatNamesNoClientIsTheClientItselfAndIsCounted() {
    double before = unread(behind);
    var unreadable =
        List.of(
            "",
            "X-Forwarded-For:\r\n",
            "X-Forwarded-For: 203.0.113.7,\r\n",
            "X-Forwarded-For: 203.0.113.7\r\nX-Forwarded-For: unknown\r\n",
            "X-Forwarded-For: 203.0.113.7:4711\r\n",
            "X-Forwarded-For: [2001:db8::1]\r\n",
            "X-Forwarded-For: fe80::1%eth0\r\n",
            "X-Forwarded-For: localhost\r\n",
            "X-Forwarded-For: 203.0.113.7 198.51.100.1\r\n",
            "X-Forwarded-For: " + "1".repeat(4000) + "\r\n",
            "Forwarded: for=203.0.113.7\r\n");
    for (var sent : unreadable) assertEquals(OWN, seen(behind, sent), sent);
    assertEquals(before + 2 * unreadable.size(), unread(behind));
  }

  @Test
  void whoeverIsNoBalancerIsNotBelieved() {
    assertEquals(OWN, seen(other, "X-Forwarded-For: 203.0.113.7\r\n"));
    assertEquals(OWN, seen(other, "X-Forwarded-For: 192.0.2.1, 203.0.113.7\r\n"));
    assertEquals(0, unread(other));
    try (var usual = new Frontend(Limits.DEFAULT)) {
      usual.get("/app/v1/time", "X-Forwarded-For: 203.0.113.7\r\n");
      assertEquals(OWN, usual.calls.remove().caller().address());
    }
  }

  /** A balancer sends requests of many clients over one connection. */
  @Test
  void eachRequestOfAConnectionHasItsOwnClient() {
    try (var connection = behind.connect()) {
      for (int n = 1; n < 5; n++) {
        connection.write(
            "GET /app/v1/time HTTP/1.1\r\nHost: t\r\nX-Forwarded-For: 203.0.113." + n + "\r\n\r\n");
        assertEquals(200, connection.reply().status());
        assertEquals("203.0.113." + n, behind.calls.remove().caller().address());
      }
    }
  }
}
