package dev.kagimori.registration;

import dev.kagimori.audit.AuditLog;
import dev.kagimori.audit.Entry;
import dev.kagimori.audit.Entry.Action;
import dev.kagimori.database.Work;
import dev.kagimori.database.Writes;
import dev.kagimori.http.Answer;
import dev.kagimori.http.Call;
import dev.kagimori.http.Problem;
import dev.kagimori.http.ProblemCode;
import dev.kagimori.http.ProblemException;
import dev.kagimori.institution.Terms.TokenOperation;
import dev.kagimori.institution.User;
import dev.kagimori.institution.User.Role;
import dev.kagimori.institution.UserStore;
import dev.kagimori.registration.Custody.Act;
import dev.kagimori.registration.Custody.Outcome;
import dev.kagimori.token.Owner;
import dev.kagimori.token.TokenState;
import dev.kagimori.token.TokenStore;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a master user does for users of the own contract: lift suspensions (D6), revoke tokens (D7),
 * of several at once and with a result for each (D9).
 */
final class MasterActs {
  /** Why a token is revoked. */
  private static final String PHONE_CHANGE = "PHONE_CHANGE";

  private final Operations operations;
  private final UserStore users;
  private final Custody custody;

  MasterActs(Operations operations, UserStore users, Custody custody) {
    this.operations = operations;
    this.users = users;
    this.custody = custody;
  }

  Answer unlock(Call call) {
    return run(call, Act.UNLOCK, TokenOperation.UNLOCK, Receipt.Kind.UNLOCK);
  }

  Answer revoke(Call call) {
    return run(call, Act.REVOKE, TokenOperation.REVOKE, Receipt.Kind.REVOKE);
  }

  private Answer run(Call call, Act act, TokenOperation operation, Receipt.Kind kind) {
    var request = operations.request(call);
    if (!request.offers(operation)) return request.notOffered();
    return operations.receipted(
        request, slip -> Work.of((db, writes) -> run(db, writes, request, act, kind, slip)));
  }

  private Answer run(
      SqlClient db,
      Writes writes,
      Request request,
      Act act,
      Receipt.Kind kind,
      Receipts.Slip slip) {
    hold(db, request);
    var by = user(db, request, request.call().body().getString("by"));
    if (by.isEmpty()) throw new ProblemException(Problem.of(ProblemCode.NOT_FOUND));
    var refusal = refusal(db, request, by.get());
    if (refusal.isPresent()) {
      AuditLog.add(
          writes, entry(request, act, by.get().user()).refused(refusal.get().code().name()));
      return new Answer.Refused(refusal.get());
    }
    var results = results(db, request, act);
    var receipt = Receipt.ofMaster(slip.use(), request.now(), kind);
    Receipts.insert(writes, by.get(), receipt);
    return Answer.ok(receipt.toJson().put("results", results));
  }

  /** The master too, whose token others may be about to revoke. */
  private void hold(SqlClient db, Request request) {
    var by = request.call().body().getString("by");
    Stream.concat(Stream.of(by), named(request).stream())
        .distinct()
        .sorted()
        .forEach(name -> users.lock(db, request.institution(), request.contract(), name).await());
  }

  /** Only a master with a working token may (D6, D7); who has none goes to the branch. */
  private static Optional<Problem> refusal(SqlClient db, Request request, User by) {
    if (by.role() != Role.MASTER) return Optional.of(Problem.of(ProblemCode.FORBIDDEN));
    var token =
        TokenStore.ofOwner(db, by.institution(), new Owner(by.contract(), by.user())).stream()
            .filter(t -> t.state() == TokenState.IN_USE)
            .findFirst();
    if (token.isEmpty()) return Optional.of(Customer.unregistered(db, by, request.now()));
    if (token.get().suspension() != null) return Optional.of(Problem.of(ProblemCode.SUSPENDED));
    return token.get().isExpired(request.now())
        ? Optional.of(Problem.ruled(ProblemCode.EXPIRED, "validity"))
        : Optional.empty();
  }

  private JsonArray results(SqlClient db, Request request, Act act) {
    var named = named(request);
    var results = new LinkedHashMap<String, String>();
    var eligible = new ArrayList<Owner>();
    for (var name : named) {
      var user = user(db, request, name);
      if (user.filter(u -> !mayBeDone(act, request, u)).isPresent()) {
        results.put(name, "NOT_ALLOWED");
        AuditLog.append(db, entry(request, act, name).refused("NOT_ALLOWED")).await();
      } else eligible.add(new Owner(request.contract(), name));
    }
    var order =
        new Custody.Order(
            act,
            Custody.By.MASTER,
            request.institution(),
            request.source(),
            details(request),
            request.now());
    if (!eligible.isEmpty())
      custody
          .all(db, order, eligible)
          .forEach((owner, outcome) -> results.put(owner.user(), result(outcome)));
    return json(named, results);
  }

  /** Masters are unlocked at the branch; their tokens are revoked for a new phone alone (D7). */
  private static boolean mayBeDone(Act act, Request request, User user) {
    if (user.role() != Role.MASTER) return true;
    return act == Act.REVOKE && PHONE_CHANGE.equals(request.call().body().getString("reason"));
  }

  private static String result(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Done() -> "DONE";
      case Outcome.UnknownUser() -> "NOT_FOUND";
      case Outcome.NoToken() -> "NOT_REGISTERED";
      case Outcome.Refused refused ->
          switch (refused.reason()) {
            case SUSPENDED -> "NOT_ALLOWED";
            case REPLACE_TOKEN -> "REPLACE_TOKEN";
            case WRONG_STATE -> "NOT_SUSPENDED";
            default ->
                throw new IllegalStateException("custody does not end in " + refused.reason());
          };
    };
  }

  private static JsonArray json(List<String> named, Map<String, String> results) {
    var json = new JsonArray();
    for (var name : named)
      json.add(new JsonObject().put("user", name).put("result", results.get(name)));
    return json;
  }

  private static List<String> named(Request request) {
    return request.call().body().getJsonArray("users").stream()
        .map(String.class::cast)
        .distinct()
        .toList();
  }

  private Optional<User> user(SqlClient db, Request request, String name) {
    return users.find(db, request.institution(), request.contract(), name);
  }

  private static JsonObject details(Request request) {
    var body = request.call().body();
    var details = new JsonObject().put("by", body.getString("by"));
    if (body.containsKey("reason")) details.put("reason", body.getString("reason"));
    return details;
  }

  private static Entry entry(Request request, Act act, String user) {
    var action = Action.valueOf(act.name());
    return Entry.of(
            request.institution(),
            request.now(),
            request.source(),
            action,
            request.contract(),
            user)
        .with(details(request));
  }
}
