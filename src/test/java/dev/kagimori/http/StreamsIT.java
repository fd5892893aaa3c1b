package dev.kagimori.http;

import static dev.kagimori.http.Frontend.STAFF_KEY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.secrets.Expected;
import dev.kagimori.trial.Waits;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Bodies and answers that are longer than anything the service would hold. */
class StreamsIT {
  private static final Duration IDLE = Duration.ofMillis(700);
  private static final String IMPORTS = "/v1/stock/imports?delivery=d-1";
  private static final String HEAD =
      " HTTP/1.1\r\nHost: t\r\nAuthorization: Bearer " + STAFF_KEY + "\r\n";
  private static final String BYTES = "Content-Type: application/octet-stream\r\n";
  private static final long FIFTY_MB = 50_000_000;

  private final CompletableFuture<Throwable> cut = new CompletableFuture<>();
  private final AtomicLong written = new AtomicLong();
  private final Frontend frontend =
      new Frontend(
          Limits.DEFAULT.withStreams(new StreamLimits(2, IDLE, Duration.ofSeconds(20), 256 * 1024)),
          TrustedPeers.NONE,
          Map.of("exportStock", this::export, "downloadSeedExport", this::broken));

  @AfterEach
  void close() {
    frontend.close();
  }

  private Download export(Call call) {
    if (call.query().containsKey("branch")) return Download.refused(ProblemCode.FORBIDDEN);
    return new Download.Content(
        "text/csv; charset=utf-8",
        "stock.csv",
        out -> {
          var line = "0123456789,".repeat(99).getBytes(java.nio.charset.StandardCharsets.UTF_8);
          try {
            for (long left = FIFTY_MB; left > 0; left -= line.length) {
              out.write(line);
              written.addAndGet(line.length);
            }
          } catch (IOException e) {
            cut.complete(e);
            throw e;
          }
        });
  }

  private Download broken(Call call) {
    long some = call.path("approval").startsWith("0") ? 0 : 200_000;
    return new Download.Content(
        "application/pskc+xml",
        "seeds.xml",
        out -> {
          for (long i = 0; i < some; i++) out.write('x');
          throw new IllegalStateException("no more of it");
        });
  }

  private void onImport(Function<Upload, Answer> route) {
    frontend.uploads.put("importSeeds", route);
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

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + frontend.http.port() + path);
  }

  private static HttpRequest.Builder signed(URI uri) {
    return HttpRequest.newBuilder(uri)
        .header("Authorization", "Bearer " + STAFF_KEY)
        .timeout(Duration.ofSeconds(30));
  }

  private HttpResponse<String> upload(long bytes, boolean expectContinue) throws Exception {
    try (var http = HttpClient.newHttpClient()) {
      return http.send(
          signed(uri(IMPORTS))
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
    try (var connection = frontend.connect()) {
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
      try (var connection = frontend.connect()) {
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
    try (var silent = frontend.connect()) {
      silent.write("POST " + IMPORTS + HEAD + BYTES + "Content-Length: 1000\r\n\r\nabc");
      var reply = silent.reply();
      Contract.checkProblem(ProblemCode.MALFORMED, reply.status(), reply.body());
      assertTrue(reply.body().contains("途中で切れました"), reply::body);
      silent.untilClosed();
      assertInstanceOf(UncheckedIOException.class, failures.poll(10, TimeUnit.SECONDS));
    }
    try (var leaving = frontend.connect()) {
      leaving.write("POST " + IMPORTS + HEAD + BYTES + "Content-Length: 1000\r\n\r\nabc");
      Waits.until("a place taken", () -> streams() == 1);
    }
    assertInstanceOf(UncheckedIOException.class, failures.poll(10, TimeUnit.SECONDS));
    try (var unframed = frontend.connect()) {
      unframed.write(
          "POST "
              + IMPORTS
              + HEAD
              + BYTES
              + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nxyz\r\n");
      assertInstanceOf(UncheckedIOException.class, failures.poll(10, TimeUnit.SECONDS));
    }
    Waits.until("all places free", () -> streams() == 0);
  }

  private double streams() {
    return frontend.meters.get("kagimori.streams").gauge().value();
  }

  @Test
  void overTheCrowdTheAnswerIsOverloadedAtOnce() throws Exception {
    onImport(StreamsIT::counted);
    var waiting = new ArrayList<RawHttp>();
    for (int i = 0; i < 2; i++) {
      var connection = frontend.connect();
      connection.write("POST " + IMPORTS + HEAD + BYTES + "Content-Length: 4\r\n\r\n");
      waiting.add(connection);
    }
    Waits.until("both places taken", () -> streams() == 2);
    var reply = upload(1, false);
    Contract.checkProblem(ProblemCode.OVERLOADED, reply.statusCode(), reply.body());
    for (var connection : waiting)
      try (connection) {
        connection.write("1234");
        assertEquals(200, connection.reply().status());
      }
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

  @Test
  void aLongAnswerArrivesWhole() throws Exception {
    try (var http = HttpClient.newHttpClient()) {
      var reply =
          http.send(
              signed(uri("/v1/stock/export")).build(), HttpResponse.BodyHandlers.ofInputStream());
      assertEquals(200, reply.statusCode());
      assertEquals("text/csv; charset=utf-8", reply.headers().firstValue("content-type").get());
      assertEquals(
          "attachment; filename=\"stock.csv\"",
          reply.headers().firstValue("content-disposition").get());
      assertEquals("no-store", reply.headers().firstValue("cache-control").get());
      try (var body = reply.body()) {
        assertEquals(written(), body.transferTo(java.io.OutputStream.nullOutputStream()));
      }
      var refused =
          http.send(
              signed(uri("/v1/stock/export?branch=HQ")).build(),
              HttpResponse.BodyHandlers.ofString());
      Contract.checkProblem(ProblemCode.FORBIDDEN, refused.statusCode(), refused.body());
    }
  }

  private static long written() {
    return (FIFTY_MB + 1088) / 1089 * 1089;
  }

  @Test
  void aClientThatDoesNotReadStopsTheRouteAndIsCut() throws Exception {
    try (var connection = frontend.connect()) {
      connection.write("GET /v1/stock/export" + HEAD + "\r\n");
      assertInstanceOf(IOException.class, cut.get(15, TimeUnit.SECONDS));
      assertTrue(written.get() < FIFTY_MB / 2, () -> "written: " + written);
    }
    Waits.until("the place free", () -> streams() == 0);
  }

  @Test
  void anAnswerThatBreaksOffIsSeenToBeNoWholeOne() throws Exception {
    var approval = "5b1f6c1e-3c5a-4a4e-9a53-0d7a5f0f5a11";
    try (var http = HttpClient.newHttpClient();
        var _ = Expected.of(Journal.class.getName())) {
      var request = signed(uri("/v1/stock/seed-exports/" + approval + "/file")).build();
      var seen = http.sendAsync(request, HttpResponse.BodyHandlers.ofString()).handle((_, e) -> e);
      assertInstanceOf(IOException.class, unwrapped(seen.get(10, TimeUnit.SECONDS)));
      var early =
          http.send(
              signed(uri("/v1/stock/seed-exports/0" + approval.substring(1) + "/file")).build(),
              HttpResponse.BodyHandlers.ofString());
      Contract.checkProblem(ProblemCode.INTERNAL, early.statusCode(), early.body());
      assertFalse(early.body().contains("no more"));
    }
  }

  private static Throwable unwrapped(Throwable e) {
    var cause = e.getCause();
    return e instanceof ExecutionException || e instanceof java.util.concurrent.CompletionException
        ? java.util.Objects.requireNonNull(cause)
        : e;
  }
}
