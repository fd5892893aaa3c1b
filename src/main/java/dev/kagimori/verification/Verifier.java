package dev.kagimori.verification;

import dev.kagimori.http.Answer;
import dev.kagimori.http.Call;
import dev.kagimori.institution.TermsStore;
import dev.kagimori.keyring.Keyring;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.InstantSource;

/** Verifies codes of registered tokens (rules 1 to 9) on the event loop that it is made on. */
final class Verifier {
  private final Keyring keyring;
  private final Batches batches;

  Verifier(
      Vertx vertx,
      Pool pool,
      Keyring keyring,
      TermsStore terms,
      InstantSource clock,
      MeterRegistry meters) {
    this.keyring = keyring;
    batches = new Batches(vertx, pool, new Judging(keyring), terms, clock, meters);
  }

  /** As {@link Batches#submit}; a code that no token can show fails at once and costs no try. */
  Future<Answer> verify(Call call) {
    return batches.submit(new Ask(call, Attempt.of(call, keyring)));
  }

  void close() {
    batches.close();
  }
}
