package dev.kagimori.bank.visit;

import dev.kagimori.client.ClientOptions;
import dev.kagimori.client.Institution;
import dev.kagimori.client.KagimoriClient;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** A bank's token service, by HTTP alone; what pages tell of the institution is kept a while. */
public final class Tokens {
  /** Short, so that a change of the terms shows soon. */
  private static final Duration KEPT = Duration.ofSeconds(10);

  private final KagimoriClient client;
  private final InstantSource clock;
  private @Nullable Institution institution;
  private Instant asked = Instant.MIN;

  public Tokens(Vertx vertx, House house, InstantSource clock) {
    this.clock = clock;
    // nobody looks at an empty page for longer; where it is not known by then, the next page asks
    var options =
        ClientOptions.DEFAULT.withTimeouts(
            Duration.ofSeconds(3), Duration.ofSeconds(6), Duration.ofSeconds(12));
    client = KagimoriClient.create(vertx, house.tokens(), house.apiKey(), options);
  }

  /** Each change that it sends has a key of its own. */
  public KagimoriClient client() {
    return client;
  }

  /** Sends changes under the key of one submission. */
  public KagimoriClient under(String submission) {
    return client.withIdempotencyKey(submission);
  }

  /** What the institution offers, and whom its customers call. */
  public Institution institution() {
    var now = clock.instant();
    var known = institution;
    if (known != null && now.isBefore(asked.plus(KEPT))) return known;
    var told = client.getInstitution().await();
    institution = told;
    asked = now;
    return told;
  }

  public void close() {
    client.close().await();
  }
}
