package dev.kagimori.registration;

import dev.kagimori.audit.Entry.Action;
import dev.kagimori.database.Writes;
import dev.kagimori.http.Answer;
import dev.kagimori.http.Call;
import dev.kagimori.institution.Terms.TokenOperation;
import dev.kagimori.institution.User;
import dev.kagimori.institution.UserStore;
import dev.kagimori.mail.Kind;
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
  private final Notices notices;

  Stop(Operations operations, UserStore users, OwnToken ownToken, Notices notices) {
    this.operations = operations;
    this.users = users;
    this.ownToken = ownToken;
    this.notices = notices;
  }

  Answer run(Call call) {
    var request = operations.request(call);
    if (!request.offers(TokenOperation.STOP)) return request.notOffered();
    TokenFields.code(call);
    TokenFields.nextCode(call);
    return operations.receipted(
        request,
        number ->
            Operations.work(
                db -> Held.of(db, users, request, null),
                (db, held, writes) -> stop(db, held, writes, request, number)));
  }

  private Answer stop(
      SqlClient db, Held held, Writes writes, Request request, Receipts.Slip number) {
    var entry = request.entry(Action.STOP);
    var user = held.user();
    var registration = held.registration();
    if (registration.isEmpty())
      return Customer.refuse(writes, entry, Customer.unregistered(db, user, request.now()));
    var old = registration.get();
    var decision = ownToken.prove(writes, request, held.registered(old), Command.Stop::new, entry);
    return switch (decision) {
      case Decision.Refused refused -> OwnToken.refusal(refused, request.terms());
      case Decision.Done(Token token) -> {
        RegistrationStore.end(writes, user, old, Registration.End.STOPPED, request.now());
        users.save(writes, user.ended(User.Ended.By.STOP, request.now()));
        var receipt =
            new Receipt(
                number.use(), request.now(), Receipt.Kind.STOP, old.serial(), null, old.loginOtp());
        Receipts.insert(writes, user, receipt);
        notices.tell(writes, request.terms(), user, Kind.STOPPED, receipt);
        yield Answer.created(receipt.toJson());
      }
    };
  }
}
