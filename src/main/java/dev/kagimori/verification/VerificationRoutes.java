package dev.kagimori.verification;

import dev.kagimori.http.Answer;
import dev.kagimori.http.Api;
import dev.kagimori.http.Call;
import dev.kagimori.http.ProblemCode;
import dev.kagimori.http.Routes;
import dev.kagimori.institution.TermsStore;
import dev.kagimori.keyring.Keyring;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.InstantSource;

/** {@code verify} and {@code getAuthentications}. */
public final class VerificationRoutes implements Routes {
  private final Context loop;
  private final Future<Verifier> verifier;
  private final Pool pool;

  /**
   * Its own event loop.
   *
   * @param hot the pool of that loop alone
   */
  public VerificationRoutes(
      Vertx vertx, Pool pool, Pool hot, Keyring keyring, TermsStore terms, InstantSource clock) {
    this.pool = pool;
    loop = ((io.vertx.core.internal.VertxInternal) vertx).createEventLoopContext();
    var made = Promise.<Verifier>promise();
    loop.runOnContext(_ -> made.complete(new Verifier(vertx, hot, keyring, terms, clock)));
    verifier = made.future();
  }

  @Override
  public void mount(Api api) {
    api.on("verify", this::verify).on("getAuthentications", this::authentications);
  }

  private Answer verify(Call call) {
    var told = Promise.<Answer>promise();
    loop.runOnContext(_ ->
        verifier
            .compose(v -> {
              try {
                return v.verify(call);
              } catch (RuntimeException e) {
                return Future.failedFuture(e);
              }
            })
            .onComplete(told));
    return told.future().await();
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
