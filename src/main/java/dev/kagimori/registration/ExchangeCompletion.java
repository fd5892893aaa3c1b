package dev.kagimori.registration;

import dev.kagimori.audit.Entry.Action;
import dev.kagimori.database.Work;
import dev.kagimori.database.Writes;
import dev.kagimori.http.Answer;
import dev.kagimori.http.Call;
import dev.kagimori.http.Problem;
import dev.kagimori.http.ProblemCode;
import dev.kagimori.institution.Make;
import dev.kagimori.institution.Terms.TokenOperation;
import dev.kagimori.institution.User;
import dev.kagimori.institution.UserStore;
import dev.kagimori.mail.Kind;
import dev.kagimori.token.Command;
import dev.kagimori.token.Decision;
import dev.kagimori.token.IssueStore;
import dev.kagimori.token.LifeCycle;
import dev.kagimori.token.Owner;
import dev.kagimori.token.SerialNumber;
import dev.kagimori.token.Token;
import io.vertx.sqlclient.SqlClient;
import java.util.UUID;

/**
 * The second half of an exchange: the new token takes over in one transaction (E5). Until it is
 * committed the old token is in force; after it, never again.
 */
final class ExchangeCompletion {
  private final Operations operations;
  private final UserStore users;
  private final Newcomer newcomer;
  private final Notices notices;

  ExchangeCompletion(Operations operations, UserStore users, Newcomer newcomer, Notices notices) {
    this.operations = operations;
    this.users = users;
    this.newcomer = newcomer;
    this.notices = notices;
  }

  Answer run(Call call) {
    return operations.newcomer(call, TokenOperation.EXCHANGE, Make::exchange, this::complete);
  }

  private Work<?, Answer> complete(Request request, SerialNumber serial, Receipts.Slip number) {
    return Operations.work(
        db -> HeldExchange.of(db, users, request, serial),
        (db, held, writes) -> complete(db, held, writes, request, serial, number));
  }

  private Answer complete(
      SqlClient db,
      HeldExchange held,
      Writes writes,
      Request request,
      SerialNumber serial,
      Receipts.Slip number) {
    var entry = request.entry(Action.EXCHANGE_IN, serial);
    var exchange = held.exchange();
    var user = held.rows().user();
    var registration =
        held.rows()
            .registration()
            .filter(open -> open.id().equals(exchange.registration()))
            .filter(open -> exchange.isOpen(request.now()))
            .filter(open -> exchange.id().equals(user.openExchange()));
    if (registration.isEmpty())
      return Customer.refuse(writes, entry, Problem.of(ProblemCode.EXCHANGE_EXPIRED));
    if (!user.mayStart(request.terms(), request.now()))
      return Customer.refuseStopped(writes, entry);
    var old = registration.get();
    var oldToken = held.rows().registered(old).token();
    if (oldToken.epoch() != exchange.epoch())
      return Customer.refuse(writes, entry, Problem.of(ProblemCode.EXCHANGE_EXPIRED));
    var owner = new Owner(user.contract(), user.user());
    var decision =
        newcomer.admit(
            writes,
            request,
            user,
            serial,
            held.rows().shown(serial),
            shown -> new Command.ExchangeIn(owner, shown),
            entry.with("previous", old.serial().value()));
    return switch (decision) {
      case Decision.Refused refused -> Newcomer.refusal(refused, user);
      case Decision.Done(Token token) -> {
        release(writes, request, oldToken);
        ExchangeStore.end(writes, request.institution(), exchange.id(), request.now());
        var _ = IssueStore.used(db, user.institution(), serial, request.now());
        yield swap(writes, request, user, old, serial, number);
      }
    };
  }

  private static void release(Writes writes, Request request, Token oldToken) {
    var out = LifeCycle.decide(oldToken, new Command.ExchangeOut(), request.terms(), request.now());
    if (out instanceof Decision.Refused(Token token, Decision.Reason reason))
      throw new IllegalStateException("an exchange is open for a token that is " + reason);
    var entry = request.entry(Action.EXCHANGE_OUT).serial(oldToken.serial().value());
    OwnToken.save(writes, oldToken, out, entry);
  }

  private Answer swap(
      Writes writes,
      Request request,
      User user,
      Registration old,
      SerialNumber serial,
      Receipts.Slip number) {
    var next =
        new Registration(
            UUID.randomUUID(),
            serial,
            request.terms().loginOtp().asks(old.loginOtp()),
            request.now());
    RegistrationStore.replace(writes, user, old, next);
    var receipt =
        new Receipt(
            number.use(),
            request.now(),
            Receipt.Kind.EXCHANGE,
            serial,
            old.serial(),
            next.loginOtp());
    Receipts.insert(writes, user, receipt);
    notices.tell(writes, request.terms(), user, Kind.EXCHANGED, receipt);
    return Answer.created(receipt.toJson());
  }
}
