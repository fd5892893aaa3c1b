package dev.kagimori.registration;

import dev.kagimori.audit.Entry.Action;
import dev.kagimori.http.Answer;
import dev.kagimori.http.Call;
import dev.kagimori.http.Problem;
import dev.kagimori.http.ProblemCode;
import dev.kagimori.institution.Make;
import dev.kagimori.institution.Terms.TokenOperation;
import dev.kagimori.institution.User;
import dev.kagimori.institution.UserStore;
import dev.kagimori.token.Command;
import dev.kagimori.token.Decision;
import dev.kagimori.token.LifeCycle;
import dev.kagimori.token.Owner;
import dev.kagimori.token.SerialNumber;
import dev.kagimori.token.StoredToken;
import dev.kagimori.token.Token;
import dev.kagimori.token.TokenStore;
import io.vertx.sqlclient.SqlClient;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * The second half of an exchange: the new token takes over in one transaction (E5). Until it is
 * committed the old token is in force; after it, never again.
 */
final class ExchangeCompletion {
  private final Operations operations;
  private final UserStore users;
  private final Newcomer newcomer;

  ExchangeCompletion(Operations operations, UserStore users, Newcomer newcomer) {
    this.operations = operations;
    this.users = users;
    this.newcomer = newcomer;
  }

  Answer run(Call call) {
    return operations.newcomer(call, TokenOperation.EXCHANGE, Make::exchange, this::complete);
  }

  private Answer complete(
      SqlClient db, Request request, SerialNumber serial, Receipts.Slip number) {
    var entry = request.entry(Action.EXCHANGE_IN, serial);
    var exchange = Exchanges.lock(db, request);
    var user = Customer.lock(db, users, request);
    var registration =
        RegistrationStore.openOf(db, user)
            .filter(open -> open.id().equals(exchange.registration()))
            .filter(open -> exchange.isOpen(request.now()))
            .filter(open -> exchange.id().equals(user.openExchange()));
    if (registration.isEmpty())
      return Customer.refuse(db, entry, Problem.of(ProblemCode.EXCHANGE_EXPIRED));
    if (!user.mayStart(request.terms(), request.now())) return Customer.refuseStopped(db, entry);
    var old = registration.get();
    var tokens = TokenStore.lock(db, request.institution(), List.of(old.serial(), serial));
    var oldToken = Objects.requireNonNull(tokens.get(old.serial()), "registered").token();
    if (oldToken.epoch() != exchange.epoch())
      return Customer.refuse(db, entry, Problem.of(ProblemCode.EXCHANGE_EXPIRED));
    StoredToken found = tokens.get(serial);
    var owner = new Owner(user.contract(), user.user());
    var decision =
        newcomer.admit(
            db,
            request,
            user,
            serial,
            found,
            shown -> new Command.ExchangeIn(owner, shown),
            entry.with("previous", old.serial().value()));
    return switch (decision) {
      case Decision.Refused refused -> Newcomer.refusal(refused, user);
      case Decision.Done(Token token) -> {
        release(db, request, oldToken);
        ExchangeStore.end(db, request.institution(), exchange.id(), request.now());
        yield swap(db, request, user, old, serial, number);
      }
    };
  }

  private static void release(SqlClient db, Request request, Token oldToken) {
    var out = LifeCycle.decide(oldToken, new Command.ExchangeOut(), request.terms(), request.now());
    if (out instanceof Decision.Refused(Token token, Decision.Reason reason))
      throw new IllegalStateException("an exchange is open for a token that is " + reason);
    OwnToken.save(
        db, oldToken, out, request.entry(Action.EXCHANGE_OUT).serial(oldToken.serial().value()));
  }

  private static Answer swap(
      SqlClient db,
      Request request,
      User user,
      Registration old,
      SerialNumber serial,
      Receipts.Slip number) {
    var next = new Registration(UUID.randomUUID(), serial, old.loginOtp(), request.now());
    RegistrationStore.end(db, user, old, Registration.End.EXCHANGED, request.now());
    RegistrationStore.open(db, user, next);
    var receipt =
        new Receipt(
            number.use(),
            request.now(),
            Receipt.Kind.EXCHANGE,
            serial,
            old.serial(),
            next.loginOtp());
    Receipts.insert(db, user, receipt);
    return Answer.created(receipt.toJson());
  }
}
