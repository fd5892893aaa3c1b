package dev.kagimori.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ManagementIT {
  private final Metrics metrics = new Metrics();
  private final Vertx vertx = metrics.vertx();
  private volatile Optional<String> clock = Optional.empty();
  private final Promise<Void> never = Promise.promise();
  private volatile Supplier<Optional<String>> database = Optional::empty;
  private final HttpManagement management =
      HttpManagement.start(
          vertx,
          Listen.on("127.0.0.1", 0),
          List.of(check("clock", () -> clock), check("database", () -> database.get())),
          metrics.registry());

  private static HealthCheck check(String name, Supplier<Optional<String>> problem) {
    return new HealthCheck() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Optional<String> problem() {
        return problem.get();
      }
    };
  }

  @AfterEach
  void close() {
    never.tryComplete();
    management.stop();
    vertx.close().await();
  }

  @Test
  void readyWhileEveryCheckIsWell() {
    var reply = get("/health/ready");
    assertEquals(200, reply.status());
    assertEquals(
        new JsonObject(
            """
            {"state":"UP","checks":[{"name":"clock","state":"UP"},{"name":"database","state":"UP"}]}
            """),
        new JsonObject(reply.body()));
  }

  @Test
  void notReadyWhileOneIsNotAndAliveAllTheSame() {
    clock = Optional.of("3 s behind the database's");
    var reply = get("/health/ready");
    assertEquals(503, reply.status());
    assertTrue(reply.body().contains("3 s behind"), reply::body);
    assertEquals(200, get("/health/live").status());
  }

  @Test
  void aCheckThatHangsOrFailsIsDownAndIsNotStartedAgain() {
    database =
        () -> {
          never.future().await();
          return Optional.empty();
        };
    long began = System.nanoTime();
    var reply = get("/health/ready");
    assertEquals(503, reply.status());
    assertTrue(reply.body().contains("no answer within 1000 ms"), reply::body);
    assertTrue(System.nanoTime() - began < 3_000_000_000L);
    assertTrue(get("/health/ready").body().contains("has not ended yet"));
    clock = Optional.empty();
    never.complete();
    database =
        () -> {
          throw new IllegalStateException("password=secret");
        };
    var failed = get("/health/ready");
    assertEquals(503, failed.status());
    assertTrue(!failed.body().contains("secret"), failed::body);
  }

  @Test
  void metricsAreWhatPrometheusReads() {
    var parts = new Frontend(Limits.DEFAULT).parts();
    var frontend =
        HttpFrontend.start(
            vertx,
            Listen.on("127.0.0.1", 0),
            Limits.DEFAULT,
            new HttpFrontend.Parts(
                parts.routes(), parts.credentials(), parts.inService(), metrics.registry()));
    try (var connection = new RawHttp(frontend.port())) {
      connection.write("GET /v1/contracts/secret-id HTTP/1.1\r\nHost: t\r\n\r\n");
      assertEquals(401, connection.reply().status());
    }
    var scraped = get("/metrics");
    assertEquals(200, scraped.status());
    assertTrue(
        scraped
            .body()
            .contains("kagimori_answers_seconds_count{code=\"UNAUTHENTICATED\",operation=\"-\"} 1"),
        scraped::body);
    assertTrue(scraped.body().contains("jvm_memory_used_bytes"), scraped::body);
    assertTrue(!scraped.body().contains("secret-id"), scraped::body);
    frontend.stop();
  }

  @Test
  void everythingElseIsNotThere() {
    assertEquals(404, get("/").status());
    assertEquals(404, get("/v1/contracts/c/users/u").status());
    try (var connection = new RawHttp(management.port())) {
      connection.write("POST /metrics HTTP/1.1\r\nHost: t\r\nContent-Length: 0\r\n\r\n");
      assertEquals(405, connection.reply().status());
    }
  }

  @Test
  void aTakenPortIsToldClearly() {
    var listen = Listen.on("127.0.0.1", management.port());
    var refusal =
        assertThrows(
            IllegalStateException.class,
            () -> HttpManagement.start(vertx, listen, List.of(), metrics.registry()));
    assertTrue(String.valueOf(refusal.getMessage()).contains("taken"), refusal::toString);
  }

  private RawHttp.Reply get(String path) {
    try (var connection = new RawHttp(management.port())) {
      connection.write("GET " + path + " HTTP/1.1\r\nHost: t\r\n\r\n");
      return connection.reply();
    }
  }
}
