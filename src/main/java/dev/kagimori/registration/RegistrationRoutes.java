package dev.kagimori.registration;

import dev.kagimori.database.Tx;
import dev.kagimori.http.Answer;
import dev.kagimori.http.Api;
import dev.kagimori.http.Call;
import dev.kagimori.http.Idempotency;
import dev.kagimori.http.Problem;
import dev.kagimori.http.ProblemCode;
import dev.kagimori.http.ProblemException;
import dev.kagimori.http.Routes;
import dev.kagimori.institution.ContractStore;
import dev.kagimori.institution.Operation;
import dev.kagimori.institution.TermsStore;
import dev.kagimori.institution.User;
import dev.kagimori.institution.UserStore;
import dev.kagimori.keyring.Keyring;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlClient;
import java.time.InstantSource;

/**
 * {@code start}, the calls of an exchange, {@code stop}, {@code getUser}, {@code getRequirements}.
 */
public final class RegistrationRoutes implements Routes {
  private final Pool pool;
  private final UserStore users = new UserStore();
  private final ContractStore contracts = new ContractStore();
  private final Operations operations;
  private final Start start;
  private final Exchanges exchanges;
  private final ExchangeCompletion completion;
  private final Stop stop;

  public RegistrationRoutes(
      Pool pool, Keyring keyring, TermsStore terms, Idempotency idempotency, InstantSource clock) {
    this.pool = pool;
    operations = new Operations(terms, idempotency, new Receipts(pool), clock);
    var newcomer = new Newcomer(keyring, users);
    var ownToken = new OwnToken(keyring);
    start = new Start(operations, users, newcomer);
    exchanges = new Exchanges(operations, users, ownToken);
    completion = new ExchangeCompletion(operations, users, newcomer);
    stop = new Stop(operations, users, ownToken);
  }

  @Override
  public void mount(Api api) {
    api.on("getUser", this::status)
        .on("start", start::run)
        .on("openExchange", exchanges::open)
        .on("giveUpExchange", exchanges::giveUp)
        .on("completeExchange", completion::run)
        .on("stop", stop::run)
        .on("getRequirements", this::requirements);
  }

  private Answer status(Call call) {
    var request = operations.request(call);
    return Tx.reading(
        pool,
        db -> {
          var user = find(db, request);
          var registration = RegistrationStore.openOf(db, user).await();
          return Answer.ok(Status.of(db, user, registration, request.terms(), request.now()));
        });
  }

  private Answer requirements(Call call) {
    var request = operations.request(call);
    var operation = Operation.valueOf(call.parameter("operation"));
    return Tx.reading(
        pool,
        db -> {
          var user = find(db, request);
          var limits =
              contracts.limits(db, request.institution(), request.contract()).orElseThrow();
          return Answer.ok(
              Requirements.of(
                  operation, request.terms(), RegistrationStore.openOf(db, user).await(), limits));
        });
  }

  private User find(SqlClient db, Request request) {
    return users
        .find(db, request.institution(), request.contract(), request.user())
        .orElseThrow(() -> new ProblemException(Problem.of(ProblemCode.NOT_FOUND)));
  }
}
