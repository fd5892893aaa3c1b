package dev.kagimori.registration;

import dev.kagimori.audit.Entry.Action;
import dev.kagimori.http.Answer;
import dev.kagimori.http.Call;
import dev.kagimori.http.Problem;
import dev.kagimori.http.ProblemCode;
import dev.kagimori.institution.Make;
import dev.kagimori.institution.Terms.TokenOperation;
import dev.kagimori.institution.UserStore;
import dev.kagimori.token.Command;
import dev.kagimori.token.Decision;
import dev.kagimori.token.Owner;
import dev.kagimori.token.SerialNumber;
import dev.kagimori.token.Token;
import dev.kagimori.token.TokenStore;
import io.vertx.sqlclient.SqlClient;
import java.util.List;
import java.util.UUID;

/** Start of use (利用開始): a user registers a token by its serial number and code (E3). */
final class Start {
  private final Operations operations;
  private final UserStore users;
  private final Newcomer newcomer;

  Start(Operations operations, UserStore users, Newcomer newcomer) {
    this.operations = operations;
    this.users = users;
    this.newcomer = newcomer;
  }

  Answer run(Call call) {
    return operations.newcomer(call, TokenOperation.START, Make::start, this::start);
  }

  private Answer start(SqlClient db, Request request, SerialNumber serial, Receipts.Slip number) {
    var entry = request.entry(Action.START, serial);
    var user = Customer.lock(db, users, request);
    if (RegistrationStore.openOf(db, user).isPresent())
      return Customer.refuse(
          db,
          entry,
          Problem.of(ProblemCode.ALREADY_REGISTERED)
              .with("state", Status.name(db, user, request.now())));
    if (!user.mayStart(request.terms(), request.now())) return Customer.refuseStopped(db, entry);
    var owner = new Owner(user.contract(), user.user());
    var found = TokenStore.lock(db, request.institution(), List.of(serial)).get(serial);
    var decision =
        newcomer.admit(
            db, request, user, serial, found, shown -> new Command.Start(owner, shown), entry);
    return switch (decision) {
      case Decision.Refused refused -> Newcomer.refusal(refused, user);
      case Decision.Done(Token token) -> {
        var registration =
            new Registration(UUID.randomUUID(), serial, loginOtp(request), request.now());
        RegistrationStore.open(db, user, registration);
        var receipt =
            new Receipt(
                number.use(),
                request.now(),
                Receipt.Kind.START,
                serial,
                null,
                registration.loginOtp());
        Receipts.insert(db, user, receipt);
        yield Answer.created(receipt.toJson());
      }
    };
  }

  /** The customer's choice where the terms leave it to the customer; asked for unless declined. */
  private static boolean loginOtp(Request request) {
    return switch (request.terms().loginOtp()) {
      case ALWAYS -> true;
      case CHOICE -> request.call().body().getBoolean("loginOtp", true);
      case NEVER -> false;
    };
  }
}
