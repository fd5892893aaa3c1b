package dev.kagimori.issue;

import dev.kagimori.audit.Entry.Action;
import dev.kagimori.database.Writes;
import dev.kagimori.http.Answer;
import dev.kagimori.institution.Make.Kind;
import dev.kagimori.institution.User;
import dev.kagimori.institution.UserStore;
import dev.kagimori.registration.Customer;
import dev.kagimori.registration.Operations;
import dev.kagimori.registration.Receipt;
import dev.kagimori.registration.Receipts;
import dev.kagimori.registration.Request;
import dev.kagimori.token.Issue.State;
import dev.kagimori.token.Owner;
import io.vertx.sqlclient.SqlClient;

/** A user asks for a fob (B4): staff set one aside, and ship it. */
final class HardwareRequests {
  private final Operations operations;
  private final UserStore users;
  private final Letters letters;

  HardwareRequests(Operations operations, UserStore users, Letters letters) {
    this.operations = operations;
    this.users = users;
    this.letters = letters;
  }

  Answer run(Request request) {
    IssueFields.requireOfFob(request.call());
    return operations.receipted(
        request,
        number ->
            Operations.work(
                db -> users.lock(db, request.institution(), request.contract(), request.user()),
                (db, found, writes) ->
                    issue(db, writes, request, Issuing.required(found), number)));
  }

  private Answer issue(
      SqlClient db, Writes writes, Request request, User user, Receipts.Slip number) {
    var entry = request.entry(Action.ISSUE).with("kind", Kind.HARDWARE.name());
    var barred = Issuing.barred(db, writes, request, user, Kind.HARDWARE, entry);
    if (barred.isPresent()) return barred.get();
    var pending = Pending.of(db, user);
    var fob = pending.only(kind -> kind == Kind.HARDWARE);
    if (!fob.isEmpty()) return Issuing.already(writes, entry, state(fob));
    if (!request.terms().sideBySide())
      pending.end(db, writes, State.REPLACED, request.terms(), entry, request.now());
    var owner = new Owner(user.contract(), user.user());
    var receipt = Receipt.ofIssue(number.use(), request.now());
    AppIssueStore.insertRequest(
        writes,
        new AppIssueStore.Opening(
            AppIssueStore.opened(
                request.institution(), owner, Kind.HARDWARE, State.REQUESTED, null, request.now()),
            receipt.number()));
    Receipts.insert(writes, user, receipt);
    Customer.tell(writes, entry.with("receipt", receipt.text()));
    letters.accepted(
        writes, request.terms(), user, dev.kagimori.mail.Kind.HARDWARE_REQUESTED, receipt);
    return Answer.created(receipt.toJson());
  }

  private static String state(Pending fob) {
    boolean requested = fob.tokens().isEmpty();
    return requested ? State.REQUESTED.name() : State.ALLOCATED.name();
  }
}
