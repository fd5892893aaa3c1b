package dev.kagimori.trial;

import dev.kagimori.fob.device.Fob;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Sends and fetches streams as a member of staff; instances are named, or taken in turn. */
final class Passage {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final TestBank bank;
  private int turn;

  Passage(TestBank bank) {
    this.bank = bank;
  }

  /** Sends a file; the answer fits the contract. */
  Reply send(Clerk clerk, String query, byte[] file) {
    return reply(sending(clerk, query, HttpRequest.BodyPublishers.ofByteArray(file)).join());
  }

  /** The same with an idempotency key. */
  Reply keyed(Clerk clerk, String query, String key, byte[] file) {
    var request =
        imports(clerk, query)
            .header("Idempotency-Key", key)
            .POST(HttpRequest.BodyPublishers.ofByteArray(file))
            .build();
    return reply(bank.http.sendAsync(request, HttpResponse.BodyHandlers.ofString()).join());
  }

  /** Sends what comes out of a stream, which may fail: the connection breaks then. */
  CompletableFuture<HttpResponse<String>> sending(
      Clerk clerk, String query, Supplier<InputStream> file) {
    return sending(clerk, query, HttpRequest.BodyPublishers.ofInputStream(file));
  }

  private CompletableFuture<HttpResponse<String>> sending(
      Clerk clerk, String query, HttpRequest.BodyPublisher body) {
    var request = imports(clerk, query).POST(body).build();
    return bank.http.sendAsync(request, HttpResponse.BodyHandlers.ofString());
  }

  private HttpRequest.Builder imports(Clerk clerk, String query) {
    return request(clerk, "/v1/stock/imports?" + query)
        .header("Content-Type", "application/octet-stream");
  }

  static Reply reply(HttpResponse<String> response) {
    return Reply.of("importSeeds", response);
  }

  /** Fetches a file; a refusal is text as well. */
  HttpResponse<InputStream> fetch(Clerk clerk, String path) {
    try {
      return bank.http.send(
          request(clerk, path).GET().build(), HttpResponse.BodyHandlers.ofInputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private HttpRequest.Builder request(Clerk clerk, String path) {
    var host = "http://127.0.0.1:" + bank.port(turn++ % TestBank.INSTANCES);
    return HttpRequest.newBuilder(URI.create(host + path))
        .header("Authorization", "Bearer " + clerk.key())
        .timeout(PATIENCE);
  }

  /** How many of these are in an institution's books. */
  long inStock(Institution institution, List<Fob> fobs) {
    var serials = fobs.stream().map(Fob::serial).toArray(String[]::new);
    return bank.backstage()
        .pool()
        .preparedQuery("SELECT count(*) FROM token WHERE institution = $1 AND serial = ANY($2)")
        .execute(Tuple.tuple().addString(institution.id).addArrayOfString(serials))
        .await()
        .iterator()
        .next()
        .getLong(0);
  }
}
