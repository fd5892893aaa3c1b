package dev.kagimori.stock.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.secrets.Secrets;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What fobs are packed with, of a large campaign, out of a service with its usual memory: {@code
 * -Dcampaign.users=100000}. Figures are told.
 */
class PapersSizeIT {
  private static final int USERS = Integer.getInteger("campaign.users", 5_000);
  private static final int LABELS = 4_800;
  private static final int LETTERS = 1_000;

  private final HttpClient http = HttpClient.newHttpClient();

  /** A file on its way to disk, and how long it took. */
  private record Fetched(HttpResponse<Path> response, long millis) {}

  @Test
  void theFullPartsAndTheListComeAtOnceOutOfAServicesMemory(@TempDir Path directory)
      throws IOException {
    try (var town = Town.open(directory)) {
      Secrets.database(directory.resolve("database"));
      var bank = town.bank("papers", USERS);
      town.stock("papers", USERS, 0);
      if (USERS > 50_000) town.vacuum();
      var campaign = town.campaign("papers", "all of GM");
      assertEquals(new Outcome.Done(USERS, true), new Clerks(town).allocate(campaign));
      var keys = List.of(bank.staff("STOCK_KEEPER"), bank.staff("STOCK_KEEPER"));
      keys.forEach(Secrets::apiKey);
      try (var service = ServingProcess.start(town, directory)) {
        for (var kinds :
            List.of(
                List.of("labels"),
                List.of("labels", "labels"),
                List.of("labels", "letters", "shipping-list"))) {
          var begun =
              kinds.stream()
                  .map(kind -> {
                    int n = kind.equals("shipping-list") ? 1 : 0;
                    return fetch(service, keys.get(n), campaign, kind, directory);
                  })
                  .toList();
          begun.forEach(one -> fits(service, one.join()));
          System.out.printf(
              "PAPERS users=%d %s %s ms heap=%d MiB resident=%d MiB%n",
              USERS,
              String.join("+", kinds),
              begun.stream().map(one -> one.join().millis).toList(),
              service.heapMiB(),
              service.residentMiB());
        }
      }
    }
  }

  private CompletableFuture<Fetched> fetch(
      ServingProcess service, String key, Campaign campaign, String kind, Path directory) {
    var path = "/v1/stock/campaigns/" + campaign.number() + "/" + kind;
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port() + path))
            .header("Authorization", "Bearer " + key)
            .build();
    long begun = System.nanoTime();
    return http.sendAsync(request, HttpResponse.BodyHandlers.ofFile(file(directory, kind)))
        .handle((response, lost) -> {
          if (lost != null)
            throw new AssertionError(kind + " did not come; " + service.lastLine(), lost);
          return new Fetched(response, (System.nanoTime() - begun) / 1_000_000);
        });
  }

  private static Path file(Path directory, String kind) {
    try {
      return Files.createTempFile(directory, kind, "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void fits(ServingProcess service, Fetched fetched) {
    assertTrue(service.isAlive(), service::lastLine);
    var response = fetched.response;
    try {
      var file = Files.readAllBytes(response.body());
      if (response.statusCode() != 200)
        throw new AssertionError(new JsonObject(new String(file, StandardCharsets.UTF_8)).encode());
      var name = response.headers().firstValue("Content-Disposition").orElseThrow();
      if (name.contains("shipping-list")) {
        assertEquals(USERS + 1, Files.readAllLines(response.body()).size());
      } else {
        var of = Math.ceilDiv(USERS, name.contains("labels") ? LABELS : LETTERS);
        assertTrue(name.contains("-1-of-" + of + ".pdf"), name);
        var text = new String(file, StandardCharsets.ISO_8859_1);
        assertTrue(text.startsWith("%PDF-") && text.stripTrailing().endsWith("%%EOF"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
