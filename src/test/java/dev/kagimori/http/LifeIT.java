package dev.kagimori.http;

import static dev.kagimori.http.Frontend.USER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Opening and closing the port. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LifeIT {
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
            () ->
                List.of(api ->
                    api.on("verify", _ -> Answer.ok(new JsonObject()))
                        .on("fly", _ -> Answer.ok(new JsonObject()))),
            parts.credentials(),
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
}
