package dev.kagimori.registration;

import dev.kagimori.audit.Entry.Action;
import dev.kagimori.database.Writes;
import dev.kagimori.http.Answer;
import dev.kagimori.http.Call;
import dev.kagimori.http.Idempotency;
import dev.kagimori.institution.TermsStore;
import dev.kagimori.institution.UserStore;
import dev.kagimori.keyring.Keyring;
import dev.kagimori.token.Command;
import dev.kagimori.token.Decision;
import dev.kagimori.token.Token;
import dev.kagimori.token.TokenFields;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlClient;
import java.time.InstantSource;

/**
 * Staff bring a registered token's clock back with two of its codes in a row, which are judged and
 * charged as the customer's own would be (rule 3).
 */
public final class Resynchronise {
  private final Operations operations;
  private final UserStore users = new UserStore();
  private final OwnToken ownToken;

  public Resynchronise(
      Pool pool, Keyring keyring, TermsStore terms, Idempotency idempotency, InstantSource clock) {
    operations = new Operations(terms, idempotency, new Receipts(pool), clock);
    ownToken = new OwnToken(keyring);
  }

  /** The call names contract and user in its path, and both codes in its body. */
  public Answer run(Call call) {
    var request = operations.request(call);
    TokenFields.code(call);
    TokenFields.nextCode(call);
    return operations.once(
        request,
        Operations.work(
            db -> Held.of(db, users, request, null),
            (db, held, writes) -> resynchronise(db, held, writes, request)));
  }

  private Answer resynchronise(SqlClient db, Held held, Writes writes, Request request) {
    var entry = request.entry(Action.RESYNCHRONISE);
    var user = held.user();
    var registration = held.registration();
    if (registration.isEmpty())
      return Customer.refuse(writes, entry, Customer.unregistered(db, user, request.now()));
    var decision =
        ownToken.prove(
            writes,
            request,
            held.registered(registration.get()),
            Command.Resynchronise::new,
            entry);
    return switch (decision) {
      case Decision.Refused refused -> OwnToken.refusal(refused, request.terms());
      case Decision.Done(Token token) ->
          Answer.ok(
              new JsonObject()
                  .put("serial", token.serial().value())
                  .put("driftSeconds", token.driftSeconds()));
    };
  }
}
