package dev.kagimori.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.secrets.Expected;
import dev.kagimori.trial.Waits;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Bodies that are longer than anything the service would hold. */
class StreamsIT {
  private static final Duration IDLE = StreamPort.IDLE;
  private static final String IMPORTS = "/v1/stock/imports?delivery=d-1";
  private static final String HEAD = StreamPort.HEAD;
  private static final String BYTES = "Content-Type: application/octet-stream\r\n";
  private static final long FIFTY_MB = StreamPort.FIFTY_MB;

  private final StreamPort port = new StreamPort(Map.of());

  @AfterEach
  void close() {
    port.close();
  }

  private void onImport(Function<Upload, Answer> route) {
    port.frontend.uploads.put("importSeeds", route);
  }

  private static Answer counted(Upload upload) {
    try {
      var in = upload.body();
      long count = 0;
      var buffer = new byte[10_000];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) count += read;
      return Answer.ok(new JsonObject().put("count", count));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private HttpResponse<String> upload(long bytes, boolean expectContinue) throws Exception {
    try (var http = HttpClient.newHttpClient()) {
      return http.send(
          port.signed(IMPORTS)
              .version(HttpClient.Version.HTTP_1_1)
              .expectContinue(expectContinue)
              .header("Content-Type", "application/pskc+xml; charset=utf-8")
              .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new Zeros(bytes)))
              .build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }

  /** So many bytes that nobody holds. */
  private static final class Zeros extends InputStream {
    private long left;

    Zeros(long left) {
      this.left = left;
    }

    @Override
    public int read() {
      return left-- > 0 ? 0 : -1;
    }

    @Override
    public int read(byte[] into, int from, int length) {
      if (left <= 0) return -1;
      int count = (int) Math.min(left, length);
      Arrays.fill(into, from, from + count, (byte) 0);
      left -= count;
      return count;
    }
  }

  @Test
  void aLongBodyArrivesWholeWithOrWithoutBeingAskedFor() throws Exception {
    onImport(StreamsIT::counted);
    for (var expected : new boolean[] {false, true}) {
      var reply = upload(FIFTY_MB, expected);
      assertEquals(200, reply.statusCode(), reply::body);
      assertEquals(FIFTY_MB, new JsonObject(reply.body()).getLong("count"));
    }
    assertEquals(0, new JsonObject(upload(0, false).body()).getLong("count"));
  }

  @Test
  void noMoreIsFetchedThanTheRouteReads() throws Exception {
    var read = new CountDownLatch(1);
    var sent = new AtomicLong();
    onImport(upload -> {
      try {
        if (upload.body().read() < 0) throw new IllegalStateException("no byte");
        read.await(10, TimeUnit.SECONDS);
        return counted(upload);
      } catch (IOException | InterruptedException e) {
        throw new IllegalStateException(e);
      }
    });
    try (var connection = port.frontend.connect()) {
      connection.write("POST " + IMPORTS + HEAD + BYTES + "Content-Length: 30000000\r\n\r\n");
      var sending =
          CompletableFuture.runAsync(() -> {
            for (int i = 0; i < 300; i++) {
              connection.write(new byte[100_000]);
              sent.addAndGet(100_000);
            }
          });
      // what the kernel's buffers take is not ours; and the service is not ready for longer than a
      // client may be: nobody is cut for that
      var still = new Stillness(sent);
      Waits.until("nothing moves", () -> still.hasLasted(IDLE.multipliedBy(2)));
      assertTrue(sent.get() < 20_000_000, () -> "sent: " + sent);
      read.countDown();
      sending.get(20, TimeUnit.SECONDS);
      assertEquals(29_999_999, new JsonObject(connection.reply().body()).getLong("count"));
    }
  }

  /** Tells for how long a count has not moved. */
  private static final class Stillness {
    private final AtomicLong count;
    private long seen = -1;
    private long since;

    Stillness(AtomicLong count) {
      this.count = count;
    }

    boolean hasLasted(Duration length) {
      long now = count.get();
      if (now != seen) since = System.nanoTime();
      seen = now;
      return now > 0 && System.nanoTime() - since > length.toNanos();
    }
  }

  @Test
  void whoIsRefusedIsNotAskedForTheBody() {
    onImport(_ -> Answer.refused(ProblemCode.FORBIDDEN));
    var requests =
        Map.of(
            "POST " + IMPORTS + HEAD + BYTES,
            403,
            "POST /v1/stock/imports" + HEAD + BYTES,
            400,
            "POST " + IMPORTS + HEAD + "Content-Type: application/json\r\n",
            415,
            "POST " + IMPORTS + HEAD + BYTES + "Content-Encoding: gzip\r\n",
            415,
            "POST " + IMPORTS + " HTTP/1.1\r\nHost: t\r\n" + BYTES,
            401);
    requests.forEach((head, status) -> {
      try (var connection = port.frontend.connect()) {
        connection.write(head + "Expect: 100-continue\r\nContent-Length: 50000000\r\n\r\n");
        assertEquals("HTTP/1.1 " + status, connection.line100().substring(0, 12), head);
      }
    });
  }

  @Test
  void whoDripsOrLeavesEndsTheRoutesReadingAndFreesThePlace() throws Exception {
    var failures = new java.util.concurrent.LinkedBlockingQueue<Throwable>();
    onImport(upload -> {
      try {
        return counted(upload);
      } catch (UncheckedIOException e) {
        failures.add(e);
        throw e;
      }
    });
    try (var silent = port.frontend.connect()) {
      silent.write("POST " + IMPORTS + HEAD + BYTES + "Content-Length: 1000\r\n\r\nabc");
      var reply = silent.reply();
      Contract.checkProblem(ProblemCode.MALFORMED, reply.status(), reply.body());
      assertTrue(reply.body().contains("途中で切れました"), reply::body);
      silent.untilClosed();
      assertInstanceOf(UncheckedIOException.class, failures.poll(10, TimeUnit.SECONDS));
    }
    try (var leaving = port.frontend.connect()) {
      leaving.write("POST " + IMPORTS + HEAD + BYTES + "Content-Length: 1000\r\n\r\nabc");
      Waits.until("a place taken", () -> port.streams() == 1);
    }
    assertInstanceOf(UncheckedIOException.class, failures.poll(10, TimeUnit.SECONDS));
    try (var unframed = port.frontend.connect()) {
      unframed.write(
          "POST "
              + IMPORTS
              + HEAD
              + BYTES
              + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nxyz\r\n");
      assertInstanceOf(UncheckedIOException.class, failures.poll(10, TimeUnit.SECONDS));
    }
    Waits.until("all places free", () -> port.streams() == 0);
  }

  /** Connections that each wait with a body of four bytes. */
  private List<RawHttp> waiting(String key, int count) {
    var waiting = new ArrayList<RawHttp>();
    for (int i = 0; i < count; i++) {
      var connection = port.frontend.connect();
      connection.write(
          "POST " + IMPORTS + StreamPort.head(key) + BYTES + "Content-Length: 4\r\n\r\n");
      waiting.add(connection);
    }
    return waiting;
  }

  /** A client that waits for the service does not count as slow. */
  private CountDownLatch held() {
    var goOn = new CountDownLatch(1);
    onImport(upload -> {
      try {
        if (!goOn.await(20, TimeUnit.SECONDS)) throw new IllegalStateException("never let on");
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return counted(upload);
    });
    return goOn;
  }

  private static void end(List<RawHttp> waiting) {
    for (var connection : waiting)
      try (connection) {
        connection.write("1234");
        assertEquals(200, connection.reply().status());
      }
  }

  @Test
  void oneAccountHasNotAllPlaces() throws Exception {
    var goOn = held();
    var waiting = waiting(Frontend.STAFF_KEY, StreamPort.PLACES_OF_ONE);
    Waits.until("two places taken", () -> port.streams() == 2);
    try (var third = port.frontend.connect()) {
      third.write(
          "POST " + IMPORTS + HEAD + BYTES + "Expect: 100-continue\r\nContent-Length: 4\r\n\r\n");
      var reply = third.reply();
      Contract.checkProblem(ProblemCode.RATE_LIMITED, reply.status(), reply.body());
      assertEquals(10, new JsonObject(reply.body()).getInteger("retryAfter"));
      assertTrue(reply.body().contains("このアカウント"), reply::body);
    }
    var colleague = waiting(Frontend.COLLEAGUES_KEY, 1);
    Waits.until("all places taken", () -> port.streams() == StreamPort.PLACES);
    goOn.countDown();
    end(colleague);
    end(waiting);
    Waits.until("all places free", () -> port.streams() == 0);
    assertEquals(200, upload(4, false).statusCode());
  }

  @Test
  void overTheCrowdTheAnswerIsOverloadedAtOnce() throws Exception {
    var goOn = held();
    var waiting = waiting(Frontend.COLLEAGUES_KEY, 2);
    waiting.addAll(waiting(Frontend.STAFF_KEY, 1));
    Waits.until("all places taken", () -> port.streams() == StreamPort.PLACES);
    var reply = upload(1, false);
    Contract.checkProblem(ProblemCode.OVERLOADED, reply.statusCode(), reply.body());
    goOn.countDown();
    end(waiting);
  }

  @Test
  void aFaultIsAFaultAndAnUnreadBodyIsNoHindrance() throws Exception {
    onImport(_ -> {
      throw new IllegalStateException("planted: secret");
    });
    try (var _ = Expected.of(Journal.class.getName())) {
      var reply = upload(10_000, true);
      Contract.checkProblem(ProblemCode.INTERNAL, reply.statusCode(), reply.body());
    }
    onImport(_ -> Answer.ok(new JsonObject()));
    assertEquals(200, upload(10_000, true).statusCode());
  }
}
