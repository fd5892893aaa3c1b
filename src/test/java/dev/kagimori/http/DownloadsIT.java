package dev.kagimori.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.secrets.Expected;
import dev.kagimori.trial.Waits;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Answers that are longer than anything the service would hold. */
class DownloadsIT {
  private static final String HEAD = StreamPort.HEAD;
  private static final long FIFTY_MB = StreamPort.FIFTY_MB;

  private final CompletableFuture<Throwable> cut = new CompletableFuture<>();
  private final AtomicLong written = new AtomicLong();
  private final StreamPort port =
      new StreamPort(Map.of("exportStock", this::export, "downloadSeedExport", this::broken));

  @AfterEach
  void close() {
    port.close();
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

  @Test
  void aLongAnswerArrivesWhole() throws Exception {
    try (var http = HttpClient.newHttpClient()) {
      var reply =
          http.send(
              port.signed("/v1/stock/export").build(), HttpResponse.BodyHandlers.ofInputStream());
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
              port.signed("/v1/stock/export?branch=HQ").build(),
              HttpResponse.BodyHandlers.ofString());
      Contract.checkProblem(ProblemCode.FORBIDDEN, refused.statusCode(), refused.body());
    }
  }

  private static long written() {
    return (FIFTY_MB + 1088) / 1089 * 1089;
  }

  @Test
  void aClientThatDoesNotReadStopsTheRouteAndIsCut() throws Exception {
    try (var connection = port.frontend.connect()) {
      connection.write("GET /v1/stock/export" + HEAD + "\r\n");
      assertInstanceOf(IOException.class, cut.get(15, TimeUnit.SECONDS));
      assertTrue(written.get() < FIFTY_MB / 2, () -> "written: " + written);
    }
    Waits.until("the place free", () -> port.streams() == 0);
  }

  @Test
  void anAnswerThatBreaksOffIsSeenToBeNoWholeOne() throws Exception {
    var approval = "5b1f6c1e-3c5a-4a4e-9a53-0d7a5f0f5a11";
    try (var http = HttpClient.newHttpClient();
        var _ = Expected.of(Journal.class.getName())) {
      var request = port.signed("/v1/stock/seed-exports/" + approval + "/file").build();
      var seen = http.sendAsync(request, HttpResponse.BodyHandlers.ofString()).handle((_, e) -> e);
      assertInstanceOf(IOException.class, unwrapped(seen.get(10, TimeUnit.SECONDS)));
      var early =
          http.send(
              port.signed("/v1/stock/seed-exports/0" + approval.substring(1) + "/file").build(),
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
