package dev.kagimori.registration;

import dev.kagimori.audit.AuditLog;
import dev.kagimori.audit.Entry.Action;
import dev.kagimori.http.Answer;
import dev.kagimori.http.Call;
import dev.kagimori.http.Problem;
import dev.kagimori.http.ProblemCode;
import dev.kagimori.http.ProblemException;
import dev.kagimori.institution.Terms.TokenOperation;
import dev.kagimori.institution.Times;
import dev.kagimori.institution.User;
import dev.kagimori.institution.UserStore;
import dev.kagimori.token.Command;
import dev.kagimori.token.Decision;
import dev.kagimori.token.Token;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import java.util.UUID;

/** The first half of an exchange (交換): the old token's code opens it (E5). */
final class Exchanges {
  private final Operations operations;
  private final UserStore users;
  private final OwnToken ownToken;

  Exchanges(Operations operations, UserStore users, OwnToken ownToken) {
    this.operations = operations;
    this.users = users;
    this.ownToken = ownToken;
  }

  Answer open(Call call) {
    var request = operations.request(call);
    if (!request.offers(TokenOperation.EXCHANGE)) return Answer.refused(ProblemCode.NOT_OFFERED);
    return operations.once(request, db -> open(db, request));
  }

  Answer giveUp(Call call) {
    var request = operations.request(call);
    return operations.once(request, db -> giveUp(db, request));
  }

  /** Holds the exchange that the path names. */
  static Exchange lock(SqlClient db, Request request) {
    var id = UUID.fromString(request.call().path("exchange"));
    return ExchangeStore.lock(db, request.institution(), id, request.contract(), request.user())
        .orElseThrow(() -> new ProblemException(Problem.of(ProblemCode.NOT_FOUND)));
  }

  private Answer open(SqlClient db, Request request) {
    var entry = request.entry(Action.OPEN_EXCHANGE);
    var user = Customer.lock(db, users, request);
    var registration = RegistrationStore.openOf(db, user);
    if (registration.isEmpty())
      return Customer.refuse(
          db,
          entry,
          Problem.of(ProblemCode.NOT_REGISTERED)
              .with("state", Status.name(db, user, request.now())));
    var decision =
        ownToken.prove(db, request, registration.get().serial(), Command.OpenExchange::new, entry);
    return switch (decision) {
      case Decision.Refused refused -> OwnToken.refusal(refused, request.terms());
      case Decision.Done(Token token) -> {
        var exchange =
            new Exchange(
                UUID.randomUUID(),
                user.contract(),
                user.user(),
                registration.get().id(),
                token.epoch(),
                request.now().plus(Exchange.LIFE),
                false);
        ExchangeStore.insert(db, user, exchange);
        users.save(db, user.exchanging(exchange.id()));
        yield Answer.created(
            new JsonObject()
                .put("exchange", exchange.id().toString())
                .put("expiresAt", Times.text(exchange.expiresAt())));
      }
    };
  }

  private Answer giveUp(SqlClient db, Request request) {
    var entry = request.entry(Action.GIVE_UP_EXCHANGE);
    var exchange = lock(db, request);
    var user = Customer.lock(db, users, request);
    if (exchange.ended() && isForPresent(db, user, exchange)) return Answer.ok(new JsonObject());
    if (!exchange.isOpen(request.now()) || !exchange.id().equals(user.openExchange()))
      return Customer.refuse(db, entry, Problem.of(ProblemCode.EXCHANGE_EXPIRED));
    ExchangeStore.end(db, request.institution(), exchange.id(), request.now());
    users.save(db, user.exchanging(null));
    AuditLog.append(db, entry).await();
    return Answer.ok(new JsonObject());
  }

  /** One that was completed ended its registration; one that was given up did not. */
  private static boolean isForPresent(SqlClient db, User user, Exchange exchange) {
    return RegistrationStore.openOf(db, user)
        .filter(open -> open.id().equals(exchange.registration()))
        .isPresent();
  }
}
