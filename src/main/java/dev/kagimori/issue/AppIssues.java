package dev.kagimori.issue;

import dev.kagimori.audit.Entry.Action;
import dev.kagimori.database.Writes;
import dev.kagimori.http.Answer;
import dev.kagimori.institution.AppIssue;
import dev.kagimori.institution.AppIssue.Place;
import dev.kagimori.institution.Institutions;
import dev.kagimori.institution.Make.Kind;
import dev.kagimori.institution.User;
import dev.kagimori.institution.UserStore;
import dev.kagimori.issue.StartPasswords.Hashed;
import dev.kagimori.keyring.Keyring;
import dev.kagimori.mail.Address;
import dev.kagimori.registration.Customer;
import dev.kagimori.registration.Operations;
import dev.kagimori.registration.Receipt;
import dev.kagimori.registration.Receipts;
import dev.kagimori.registration.Request;
import dev.kagimori.token.Issue.State;
import dev.kagimori.token.Owner;
import dev.kagimori.token.StoredToken;
import dev.kagimori.token.Token;
import dev.kagimori.token.TokenStore;
import io.vertx.sqlclient.SqlClient;
import java.util.Optional;

/** Issues an app token to a user (A4, C2, D4): it takes the place of one not registered (D14). */
final class AppIssues {
  private final Operations operations;
  private final UserStore users;
  private final Keyring keyring;
  private final StartPasswords passwords;
  private final Letters letters;

  AppIssues(
      Operations operations,
      UserStore users,
      Keyring keyring,
      StartPasswords passwords,
      Letters letters) {
    this.operations = operations;
    this.users = users;
    this.keyring = keyring;
    this.passwords = passwords;
    this.letters = letters;
  }

  /** What was asked for, read; the password is hashed before any row is held. */
  private record Asked(AppIssue rules, Address phone, int digits, Hashed password) {}

  Answer run(Request request) {
    var rules = request.terms().appIssue();
    if (rules == null) throw new IllegalStateException("not offered");
    var call = request.call();
    IssueFields.requireOfApp(call);
    var phone = IssueFields.phone(call, rules);
    var typed = IssueFields.startPassword(call, rules);
    var asked =
        new Asked(rules, phone, typed.length(), passwords.hash(request.institution(), typed));
    return operations.receipted(
        request,
        number ->
            Operations.work(
                db -> users.lock(db, request.institution(), request.contract(), request.user()),
                (db, found, writes) ->
                    issue(db, writes, request, Issuing.required(found), asked, number)));
  }

  private Answer issue(
      SqlClient db, Writes writes, Request request, User user, Asked asked, Receipts.Slip number) {
    var entry = request.entry(Action.ISSUE).with("kind", Kind.SOFTWARE.name());
    Optional<Answer> barred = Issuing.barred(db, writes, request, user, Kind.SOFTWARE, entry);
    if (barred.isPresent()) return barred.get();
    var replaced =
        Pending.of(db, user).only(kind -> kind == Kind.SOFTWARE || !request.terms().sideBySide());
    replaced.end(db, writes, State.REPLACED, request.terms(), entry, request.now());
    var receipt = Receipt.ofIssue(number.use(), request.now());
    var made = make(db, writes, request, asked, receipt, replaced);
    Receipts.insert(writes, user, receipt);
    Customer.tell(writes, entry.serial(made.serial).with("receipt", receipt.text()));
    letters.appIssue(writes, request.terms(), user, asked.phone, made.ids, request.now());
    letters.accepted(writes, request.terms(), user, dev.kagimori.mail.Kind.ACCEPTANCE, receipt);
    var answer = receipt.toJson();
    if (asked.rules.idsIn().contains(Place.PAGE))
      answer.put("serviceId", made.ids.serviceId()).put("userId", made.ids.userId().value());
    return Answer.created(answer);
  }

  private record Made(String serial, Letters.Ids ids) {}

  private Made make(
      SqlClient db,
      Writes writes,
      Request request,
      Asked asked,
      Receipt receipt,
      Pending replaced) {
    var institution = request.institution();
    var make = request.terms().issued(Kind.SOFTWARE).getFirst();
    var token = NewToken.of(db, institution, make, request.terms(), keyring);
    var owner = owner(replaced.user());
    TokenStore.add(
        writes,
        institution,
        new StoredToken(Token.issued(token.serial(), make.totp(), owner), token.seed()),
        null);
    var userId = AppIssueStore.freeUserId(db, institution);
    var until = request.now().plus(asked.rules.startPassword().life());
    boolean replacesApp =
        replaced.issues().stream().anyMatch(issue -> issue.kind() == Kind.SOFTWARE);
    AppIssueStore.insert(
        writes,
        new AppIssueStore.Opening(
            AppIssueStore.opened(
                institution, owner, Kind.SOFTWARE, State.ISSUED, token.serial(), request.now()),
            receipt.number()),
        userId,
        asked.password,
        asked.digits,
        until,
        replacesApp ? Pending.row(Kind.SOFTWARE) : null);
    var serviceId =
        Institutions.serviceId(db, institution)
            .orElseThrow(() -> new IllegalStateException("an institution without service ID"));
    return new Made(token.serial().value(), new Letters.Ids(serviceId, userId, until));
  }

  private static Owner owner(User user) {
    return new Owner(user.contract(), user.user());
  }
}
