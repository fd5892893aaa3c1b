package dev.kagimori.verification;

import dev.kagimori.http.Answer;
import dev.kagimori.http.Api;
import dev.kagimori.http.Call;
import dev.kagimori.http.ProblemCode;
import dev.kagimori.http.Routes;
import io.vertx.sqlclient.Pool;

/** {@code verify} and {@code getAuthentications}. */
public final class VerificationRoutes implements Routes {
  private final Verifier verifier;
  private final Pool pool;

  public VerificationRoutes(Verifier verifier, Pool pool) {
    this.verifier = verifier;
    this.pool = pool;
  }

  @Override
  public void mount(Api api) {
    api.on("verify", verifier::verify).on("getAuthentications", this::authentications);
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
