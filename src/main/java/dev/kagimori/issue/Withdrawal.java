package dev.kagimori.issue;

import dev.kagimori.audit.Entry;
import dev.kagimori.audit.Entry.Action;
import dev.kagimori.database.Writes;
import dev.kagimori.http.Answer;
import dev.kagimori.http.Call;
import dev.kagimori.http.Problem;
import dev.kagimori.http.ProblemCode;
import dev.kagimori.institution.Terms.TokenOperation;
import dev.kagimori.institution.User;
import dev.kagimori.institution.UserStore;
import dev.kagimori.registration.Customer;
import dev.kagimori.registration.Operations;
import dev.kagimori.registration.Request;
import dev.kagimori.token.Issue;
import dev.kagimori.token.Issue.State;
import dev.kagimori.token.IssueStore;
import dev.kagimori.token.Owner;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;

/** Takes back an issue that was not used; its token is of no use any more. */
final class Withdrawal {
  private final Operations operations;
  private final UserStore users;

  Withdrawal(Operations operations, UserStore users) {
    this.operations = operations;
    this.users = users;
  }

  Answer run(Call call) {
    var request = operations.request(call);
    if (!request.offers(TokenOperation.ISSUE))
      return new Answer.Refused(Problem.ruled(ProblemCode.NOT_OFFERED, "offered"));
    int number = Integer.parseInt(call.path("receiptNumber"));
    return operations.once(
        request,
        Operations.work(
            db -> users.lock(db, request.institution(), request.contract(), request.user()),
            (db, found, writes) -> withdraw(db, writes, request, Issuing.required(found), number)));
  }

  private static Answer withdraw(
      SqlClient db, Writes writes, Request request, User user, int number) {
    var entry = request.entry(Action.WITHDRAW).with("receipt", "%07d".formatted(number));
    var owner = new Owner(user.contract(), user.user());
    var found = IssueStore.numbered(db, request.institution(), owner, number).await();
    if (found.isEmpty()) return none(writes, entry);
    Issue issue = found.get();
    return switch (issue.state()) {
      case WITHDRAWN -> Answer.ok(new JsonObject());
      case USED, REPLACED, REVOKED -> none(writes, entry);
      case REQUESTED, ALLOCATED, SHIPPED, ISSUED, ACTIVATED -> {
        if (Issuing.isSuspendedByStaff(db, user))
          yield Customer.refuse(writes, entry, Problem.of(ProblemCode.SUSPENDED));
        Pending.of(db, user)
            .of(issue)
            .end(db, writes, State.WITHDRAWN, request.terms(), entry, request.now());
        Customer.tell(writes, entry);
        yield Answer.ok(new JsonObject());
      }
    };
  }

  private static Answer none(Writes writes, Entry entry) {
    return Customer.refuse(writes, entry, Problem.of(ProblemCode.NOT_FOUND));
  }
}
