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
import dev.kagimori.institution.Channel;
import dev.kagimori.institution.ContractStore;
import dev.kagimori.institution.Institutions;
import dev.kagimori.institution.Operation;
import dev.kagimori.institution.Payee;
import dev.kagimori.institution.Terms.TokenOperation;
import dev.kagimori.institution.TermsStore;
import dev.kagimori.institution.User;
import dev.kagimori.institution.UserStore;
import dev.kagimori.keyring.Keyring;
import dev.kagimori.mail.Outbox;
import dev.kagimori.registration.Requirements.Intent;
import dev.kagimori.token.Owner;
import dev.kagimori.token.TokenState;
import dev.kagimori.token.TokenStore;
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
  private final MasterActs masters;

  public RegistrationRoutes(
      Pool pool, Keyring keyring, TermsStore terms, Idempotency idempotency, InstantSource clock) {
    this.pool = pool;
    operations = new Operations(terms, idempotency, new Receipts(pool), clock);
    var newcomer = new Newcomer(keyring, users);
    var ownToken = new OwnToken(keyring);
    var notices = new Notices(new Outbox(keyring));
    start = new Start(operations, users, newcomer, notices);
    exchanges = new Exchanges(operations, users, ownToken);
    completion = new ExchangeCompletion(operations, users, newcomer, notices);
    stop = new Stop(operations, users, ownToken, notices);
    masters = new MasterActs(operations, users, new Custody(pool, terms, keyring));
  }

  @Override
  public void mount(Api api) {
    api.on("getUser", this::status)
        .on("start", start::run)
        .on("openExchange", exchanges::open)
        .on("giveUpExchange", exchanges::giveUp)
        .on("completeExchange", completion::run)
        .on("stop", stop::run)
        .on("unlockUsers", masters::unlock)
        .on("revokeUsers", masters::revoke)
        .on("getRequirements", this::requirements)
        .on("getInstitution", this::institution);
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

  private Answer institution(Call call) {
    var request = operations.request(call);
    var serviceId = Tx.reading(pool, db -> Institutions.serviceId(db, request.institution()));
    return Answer.ok(Prospectus.of(serviceId.orElseThrow(), request.terms(), request.now()));
  }

  private Answer requirements(Call call) {
    var request = operations.request(call);
    var intent =
        new Intent(
            Operation.valueOf(call.parameter("operation")),
            Payee.valueOf(call.parameter("payee")),
            Channel.valueOf(call.parameter("channel")));
    if (intent.operation() == Operation.RELEASE && !request.offers(TokenOperation.STOP))
      return request.notOffered();
    return Tx.reading(
        pool,
        db -> {
          var user = find(db, request);
          var owner = new Owner(user.contract(), user.user());
          var requirements =
              new Requirements(
                  request.terms(),
                  contracts.limits(db, request.institution(), request.contract()).orElseThrow(),
                  RegistrationStore.openOf(db, user).await(),
                  TokenStore.ofOwner(db, user.institution(), owner).stream()
                      .filter(token -> token.state() == TokenState.IN_USE)
                      .findFirst(),
                  request.now());
          return Answer.ok(requirements.of(intent));
        });
  }

  private User find(SqlClient db, Request request) {
    return users
        .find(db, request.institution(), request.contract(), request.user())
        .orElseThrow(() -> new ProblemException(Problem.of(ProblemCode.NOT_FOUND)));
  }
}
