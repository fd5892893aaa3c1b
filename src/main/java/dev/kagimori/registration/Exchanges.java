package dev.kagimori.registration;

import dev.kagimori.audit.Entry.Action;
import dev.kagimori.database.Writes;
import dev.kagimori.http.Answer;
import dev.kagimori.http.Call;
import dev.kagimori.http.Problem;
import dev.kagimori.http.ProblemCode;
import dev.kagimori.institution.Terms.TokenOperation;
import dev.kagimori.institution.Times;
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
    if (!request.offers(TokenOperation.EXCHANGE)) return request.notOffered();
    return operations.once(
        request,
        Operations.work(
            db -> Held.of(db, users, request, null),
            (db, held, writes) -> open(db, held, writes, request)));
  }

  Answer giveUp(Call call) {
    var request = operations.request(call);
    return operations.once(
        request,
        Operations.work(
            db -> HeldExchange.of(db, users, request, null),
            (_, held, writes) -> giveUp(held, writes, request)));
  }

  private Answer open(SqlClient db, Held held, Writes writes, Request request) {
    var entry = request.entry(Action.OPEN_EXCHANGE);
    var user = held.user();
    var registration = held.registration();
    if (registration.isEmpty())
      return Customer.refuse(writes, entry, Customer.unregistered(db, user, request.now()));
    var decision =
        ownToken.prove(
            writes, request, held.registered(registration.get()), Command.OpenExchange::new, entry);
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
        ExchangeStore.insert(writes, user, exchange);
        users.save(writes, user.exchanging(exchange.id()));
        yield Answer.created(
            new JsonObject()
                .put("exchange", exchange.id().toString())
                .put("expiresAt", Times.text(exchange.expiresAt())));
      }
    };
  }

  private Answer giveUp(HeldExchange held, Writes writes, Request request) {
    var entry = request.entry(Action.GIVE_UP_EXCHANGE);
    var exchange = held.exchange();
    var user = held.rows().user();
    if (exchange.ended() && isForPresent(held)) return Answer.ok(new JsonObject());
    if (!exchange.isOpen(request.now()) || !exchange.id().equals(user.openExchange()))
      return Customer.refuse(writes, entry, Problem.of(ProblemCode.EXCHANGE_EXPIRED));
    ExchangeStore.end(writes, request.institution(), exchange.id(), request.now());
    users.save(writes, user.exchanging(null));
    Customer.tell(writes, entry);
    return Answer.ok(new JsonObject());
  }

  /** One that was completed ended its registration; one that was given up did not. */
  private static boolean isForPresent(HeldExchange held) {
    return held.rows()
        .registration()
        .filter(open -> open.id().equals(held.exchange().registration()))
        .isPresent();
  }
}
