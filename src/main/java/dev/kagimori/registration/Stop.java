package dev.kagimori.registration;

import dev.kagimori.audit.Entry.Action;
import dev.kagimori.http.Answer;
import dev.kagimori.http.Call;
import dev.kagimori.http.Problem;
import dev.kagimori.http.ProblemCode;
import dev.kagimori.institution.Terms.TokenOperation;
import dev.kagimori.institution.UserStore;
import dev.kagimori.token.Command;
import dev.kagimori.token.Decision;
import dev.kagimori.token.Token;
import dev.kagimori.token.TokenFields;
import io.vertx.sqlclient.SqlClient;

/** Stop of use (利用中止): the registered token's code ends the registration (E6). */
final class Stop {
  private final Operations operations;
  private final UserStore users;
  private final OwnToken ownToken;

  Stop(Operations operations, UserStore users, OwnToken ownToken) {
    this.operations = operations;
    this.users = users;
    this.ownToken = ownToken;
  }

  Answer run(Call call) {
    var request = operations.request(call);
    if (!request.offers(TokenOperation.STOP)) return Answer.refused(ProblemCode.NOT_OFFERED);
    TokenFields.code(call);
    TokenFields.nextCode(call);
    return operations.receipted(request, (db, number) -> stop(db, request, number));
  }

  private Answer stop(SqlClient db, Request request, Receipts.Slip number) {
    var entry = request.entry(Action.STOP);
    var user = Customer.lock(db, users, request);
    var registration = RegistrationStore.openOf(db, user);
    if (registration.isEmpty())
      return Customer.refuse(
          db,
          entry,
          Problem.of(ProblemCode.NOT_REGISTERED)
              .with("state", Status.name(db, user, request.now())));
    var old = registration.get();
    return switch (ownToken.prove(db, request, old.serial(), Command.Stop::new, entry)) {
      case Decision.Refused refused -> OwnToken.refusal(refused, request.terms());
      case Decision.Done(Token token) -> {
        RegistrationStore.end(db, user, old, Registration.End.STOPPED, request.now());
        users.save(db, user.exchanging(null));
        var receipt =
            new Receipt(
                number.use(), request.now(), Receipt.Kind.STOP, old.serial(), null, old.loginOtp());
        Receipts.insert(db, user, receipt);
        yield Answer.created(receipt.toJson());
      }
    };
  }
}
