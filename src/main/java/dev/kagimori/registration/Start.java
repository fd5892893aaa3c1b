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
import dev.kagimori.institution.UserStore;
import dev.kagimori.mail.Kind;
import dev.kagimori.token.Command;
import dev.kagimori.token.Decision;
import dev.kagimori.token.IssueStore;
import dev.kagimori.token.Owner;
import dev.kagimori.token.SerialNumber;
import dev.kagimori.token.Token;
import io.vertx.sqlclient.SqlClient;
import java.util.UUID;

/** Start of use (利用開始): a user registers a token by its serial number and code (E3). */
final class Start {
  private final Operations operations;
  private final UserStore users;
  private final Newcomer newcomer;
  private final Notices notices;

  Start(Operations operations, UserStore users, Newcomer newcomer, Notices notices) {
    this.operations = operations;
    this.users = users;
    this.newcomer = newcomer;
    this.notices = notices;
  }

  Answer run(Call call) {
    return operations.newcomer(call, TokenOperation.START, Make::start, this::start);
  }

  private Work<?, Answer> start(Request request, SerialNumber serial, Receipts.Slip number) {
    return Operations.work(
        db -> Held.of(db, users, request, serial),
        (db, held, writes) -> start(db, held, writes, request, serial, number));
  }

  private Answer start(
      SqlClient db,
      Held held,
      Writes writes,
      Request request,
      SerialNumber serial,
      Receipts.Slip number) {
    var entry = request.entry(Action.START, serial);
    var user = held.user();
    if (held.registration().isPresent())
      return Customer.refuse(
          writes,
          entry,
          Problem.of(ProblemCode.ALREADY_REGISTERED)
              .with("state", Status.name(db, user, request.now())));
    if (!user.mayStart(request.terms(), request.now()))
      return Customer.refuseStopped(writes, entry);
    var owner = new Owner(user.contract(), user.user());
    var decision =
        newcomer.admit(
            writes,
            request,
            user,
            serial,
            held.shown(serial),
            shown -> new Command.Start(owner, shown),
            entry);
    return switch (decision) {
      case Decision.Refused refused -> Newcomer.refusal(refused, user);
      case Decision.Done(Token token) -> {
        var registration =
            new Registration(UUID.randomUUID(), serial, loginOtp(request), request.now());
        RegistrationStore.open(writes, user, registration);
        var _ = IssueStore.used(db, user.institution(), serial, request.now());
        var receipt =
            new Receipt(
                number.use(),
                request.now(),
                Receipt.Kind.START,
                serial,
                null,
                registration.loginOtp());
        Receipts.insert(writes, user, receipt);
        notices.tell(writes, request.terms(), user, Kind.STARTED, receipt);
        yield Answer.created(receipt.toJson());
      }
    };
  }

  /** The customer's choice where the terms leave it to the customer; asked for unless declined. */
  private static boolean loginOtp(Request request) {
    return request.terms().loginOtp().asks(request.call().body().getBoolean("loginOtp", true));
  }
}
