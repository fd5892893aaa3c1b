package dev.kagimori.verification;

import dev.kagimori.http.Answer;
import dev.kagimori.http.Api;
import dev.kagimori.http.Call;
import dev.kagimori.http.ProblemCode;
import dev.kagimori.http.Routes;
import dev.kagimori.institution.TermsStore;
import dev.kagimori.keyring.Keyring;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.InstantSource;

/** {@code verify} and {@code getAuthentications}. */
public final class VerificationRoutes implements Routes {
  private final Verifier verifier;
  private final Pool pool;
  private final Pool hot;

  /**
   * For the event loop that this is called on.
   *
   * @param hot connections of that loop alone; closed with the routes
   */
  public VerificationRoutes(
      Vertx vertx,
      Pool pool,
      Pool hot,
      Keyring keyring,
      TermsStore terms,
      InstantSource clock,
      MeterRegistry meters) {
    this.pool = pool;
    this.hot = hot;
    verifier = new Verifier(vertx, hot, keyring, terms, clock, meters);
  }

  @Override
  public void mount(Api api) {
    api.onLoop("verify", verifier::verify).on("getAuthentications", this::authentications);
  }

  @Override
  public Future<Void> close() {
    verifier.close();
    return hot.close();
  }

  private Answer authentications(Call call) {
    return Authentications.last(
            pool,
            call.caller().institution(),
            call.path("contract"),
            call.path("user"),
            Integer.parseInt(call.parameter("last")))
        .map(Answer::ok)
        .orElseGet(() -> Answer.refused(ProblemCode.NOT_FOUND));
  }
}
