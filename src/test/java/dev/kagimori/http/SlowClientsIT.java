package dev.kagimori.http;

import static dev.kagimori.http.Frontend.USER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Promise;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Everything that waits has a deadline; here they are short. */
class SlowClientsIT {
  private static final Duration HEAD = Duration.ofMillis(500);
  private static final Duration BODY = Duration.ofMillis(600);
  private static final Duration REQUEST = Duration.ofMillis(900);
  private static final String GOOD = "{\"code\":\"492039\",\"operation\":\"LOGIN\"}";

  private final Frontend frontend =
      new Frontend(Limits.DEFAULT.withTimes(HEAD, BODY, REQUEST).withCrowd(400, 2));

  @AfterEach
  void close() {
    assertEquals(200, frontend.verify(GOOD).status());
    frontend.close();
  }

  @Test
  void threeHundredDrippedHeadersAreAllCutWhileOthersAreServed() throws Exception {
    var drips = new ArrayList<RawHttp>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var ends = new ArrayList<CompletableFuture<Duration>>();
      for (int i = 0; i < 300; i++) {
        var connection = frontend.connect();
        drips.add(connection);
        ends.add(
            CompletableFuture.supplyAsync(
                () -> {
                  long began = System.nanoTime();
                  drip(connection, "GET /v1 HTTP/1.1\r\nX-A: " + "a".repeat(4000));
                  connection.untilClosed();
                  return Duration.ofNanos(System.nanoTime() - began);
                },
                threads));
      }
      assertEquals(200, frontend.verify(GOOD).status());
      for (var end : ends) {
        var lasted = end.get(20, TimeUnit.SECONDS);
        assertTrue(lasted.compareTo(HEAD.multipliedBy(8)) < 0, lasted::toString);
      }
    }
    drips.forEach(RawHttp::close);
  }

  @Test
  void anIdleConnectionIsClosedNewOrUsed() {
    try (var fresh = frontend.connect();
        var used = frontend.connect()) {
      used.write(verifyHead(GOOD.length()) + GOOD);
      assertEquals(200, used.reply().status());
      closesWithin(used, HEAD);
      closesWithin(fresh, HEAD);
    }
  }

  @Test
  void whatLooksLikeTlsToThePlainPortIsCut() {
    try (var connection = frontend.connect()) {
      connection.write("\u0016\u0003\u0001\u0002\u0000\u0001\u0000\r\n\r\n");
      closesWithin(connection, HEAD);
    }
  }

  @Test
  void otherVersionsOfHttpAreNotSpoken() {
    for (var line : new String[] {"PRI * HTTP/2.0", "GET / HTTP/9.9"})
      try (var connection = frontend.connect()) {
        connection.write(line + "\r\n\r\n");
        assertEquals(501, connection.reply().status()); // the server's own, before any handler
        closesWithin(connection, HEAD);
      }
  }

  @Test
  void aDrippedBodyIsCutThoughItIsNeverIdle() {
    try (var connection = frontend.connect()) {
      connection.write(verifyHead(16000));
      long began = System.nanoTime();
      var dripping = CompletableFuture.runAsync(() -> drip(connection, " ".repeat(16000)));
      var reply = connection.reply();
      var lasted = Duration.ofNanos(System.nanoTime() - began);
      Contract.checkProblem(ProblemCode.MALFORMED, reply.status(), reply.body());
      assertTrue(lasted.compareTo(BODY.minusMillis(50)) > 0, lasted::toString);
      assertTrue(lasted.compareTo(BODY.multipliedBy(4)) < 0, lasted::toString);
      connection.untilClosed();
      dripping.join();
    }
    assertTrue(frontend.calls.isEmpty());
  }

  @Test
  void aRouteThatOverrunsIsAnsweredAsUnknownAndItsOwnAnswerIsDropped() {
    var release = Promise.<Void>promise();
    frontend.routes.put(
        "stop",
        _ -> {
          release.future().await();
          return Answer.refused(ProblemCode.WRONG);
        });
    try (var connection = frontend.connect()) {
      var body = "{\"code\":\"492039\"}";
      connection.write(head("POST", USER + "/stop", body.length()) + body);
      var reply = connection.reply();
      Contract.checkProblem(ProblemCode.OUTCOME_UNKNOWN, reply.status(), reply.body());
      assertEquals("1", reply.header("retry-after"));
      release.complete();
      connection.write(verifyHead(GOOD.length()) + GOOD);
      assertEquals(200, connection.reply().status());
    }
  }

  @Test
  void overTheCrowdTheAnswerIsOverloadedAtOnce() throws Exception {
    var release = Promise.<Void>promise();
    frontend.routes.put(
        "stop",
        _ -> {
          release.future().await();
          return Answer.refused(ProblemCode.WRONG);
        });
    try (var first = frontend.connect();
        var second = frontend.connect()) {
      var body = "{\"code\":\"492039\"}";
      first.write(head("POST", USER + "/stop", body.length()) + body);
      second.write(head("POST", USER + "/stop", body.length()) + body);
      for (int i = 0; i < 2; i++) frontend.calls.poll(10, TimeUnit.SECONDS);
      long began = System.nanoTime();
      var json = "Content-Type: application/json\r\n";
      var reply = frontend.send("POST", USER + "/stop", json, body);
      var lasted = Duration.ofNanos(System.nanoTime() - began);
      Contract.checkProblem(ProblemCode.OVERLOADED, reply.status(), reply.body());
      assertEquals("1", reply.header("retry-after"));
      assertTrue(lasted.toMillis() < 100, lasted::toString);
      assertEquals(200, frontend.verify(GOOD).status()); // has a bound of its own
      release.complete();
      assertEquals(422, first.reply().status());
      assertEquals(422, second.reply().status());
    }
  }

  private static void closesWithin(RawHttp connection, Duration bound) {
    var lasted = connection.untilClosed();
    assertTrue(lasted.compareTo(bound.multipliedBy(4)) < 0, lasted::toString);
  }

  /** One byte each 20 ms until the server has had enough; the pace is the attack. */
  private static void drip(RawHttp connection, String text) {
    try (var clock = Executors.newSingleThreadScheduledExecutor()) {
      var bytes = text.chars().iterator();
      var drops =
          clock.scheduleAtFixedRate(
              () -> connection.write(String.valueOf((char) bytes.nextInt())),
              0,
              20,
              TimeUnit.MILLISECONDS);
      drops.get(15, TimeUnit.SECONDS);
    } catch (java.util.concurrent.ExecutionException e) {
      if (!(e.getCause() instanceof UncheckedIOException)) throw new AssertionError(e);
    } catch (InterruptedException | java.util.concurrent.TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  private static String verifyHead(int length) {
    return head("POST", USER + "/verify", length);
  }

  private static String head(String method, String path, int length) {
    return method
        + ' '
        + path
        + " HTTP/1.1\r\nHost: test\r\nAuthorization: Bearer "
        + Frontend.KEY
        + "\r\nContent-Type: application/json\r\nContent-Length: "
        + length
        + "\r\n\r\n";
  }
}
