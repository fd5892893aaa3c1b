package dev.kagimori.bank.page;

import dev.kagimori.bank.ledger.Customer;
import dev.kagimori.bank.ledger.Customers.Check;
import dev.kagimori.bank.visit.House.Arrangement;
import dev.kagimori.bank.visit.Notice;
import dev.kagimori.bank.visit.Refusals;
import dev.kagimori.bank.visit.Reply;
import dev.kagimori.bank.visit.Untold;
import dev.kagimori.bank.visit.Visit;
import dev.kagimori.client.Operation;
import dev.kagimori.client.Payee;
import dev.kagimori.client.RequirementsQuery;
import java.util.List;

/** ID and password; then whatever the terms ask for beyond. */
final class Login {
  private Login() {}

  static Reply show(Visit visit) {
    return Reply.page(LoginForm.of(visit, Purpose.of(visit)));
  }

  static Reply take(Visit visit) {
    var purpose = Purpose.of(visit);
    var form = visit.form();
    var id = form.plain("loginId");
    if (id.isEmpty()) form.needed("loginId", LoginForm.idJa(visit), LoginForm.idEn(visit));
    var password = form.neededSecret("password", "ログインパスワード", "login password");
    if (!form.isFine()) return refused(visit, purpose, form.notices());
    var certificate = Presented.fingerprint(visit);
    return switch (visit.customers().login(visit.house().id(), id, password, certificate)) {
      case Check.Right(var customer) -> admit(visit, customer, purpose);
      case Check.Wrong _ -> refused(visit, purpose, wrong(visit).withHelpDesk());
      case Check.Busy _ -> refused(visit, purpose, Refusals.busy());
    };
  }

  /** Which of them it was, is not told. */
  private static Notice wrong(Visit visit) {
    var ja =
        visit.house().certificates()
            ? "ID、パスワード、電子証明書のどれかが違います。電子証明書をお使いのご契約は、「電子証明書でログイン」からお進みください。"
            : "IDかパスワードが違います。";
    var en =
        visit.house().certificates()
            ? "ID, password or certificate is wrong. Contracts with client certificates log in by"
                + " way of “Log in with a certificate”. "
            : "ID or password is wrong. ";
    return Notice.error(
        ja + "続けて5回間違えたときは、正しく入力しても15分間ログインできません。英字の大文字・小文字もご確認ください。",
        en
            + "After five wrong ones in a row, the right ones are not taken for 15 minutes either."
            + " Letters are case-sensitive.");
  }

  private static Reply refused(Visit visit, Purpose purpose, Notice why) {
    return refused(visit, purpose, List.of(why));
  }

  /** By way of a GET: whoever loads it again must not have sent a wrong password once more. */
  private static Reply refused(Visit visit, Purpose purpose, List<Notice> why) {
    visit.tell(new Untold(visit.form().plain("loginId"), why));
    return Reply.go(visit.url(purpose == Purpose.LOGIN ? "login" : "login?for=" + purpose.tag()));
  }

  private static Reply admit(Visit visit, Customer customer, Purpose purpose) {
    if (purpose == Purpose.LOGIN) return login(visit, customer);
    if (purpose != Purpose.START && Standings.isSuspended(visit, customer))
      return refused(visit, purpose, Refusals.suspended());
    var session = visit.open(customer);
    return Reply.go(visit.url(session.begin(purpose.flow(visit)).path()));
  }

  private static Reply login(Visit visit, Customer customer) {
    var query = new RequirementsQuery(Operation.LOGIN, Payee.NEW, visit.channel());
    var asked =
        visit
            .tokens()
            .client()
            .getRequirements(customer.contract(), customer.user(), query)
            .await();
    if (asked.setupRequired() && visit.house().arrangement() == Arrangement.AT_LOGIN)
      return Reply.go(visit.url(visit.open(customer).begin(new SetUpFlow(visit)).path()));
    return switch (asked.factor()) {
      case OTP ->
          Standings.isSuspended(visit, customer) // before a code is asked for that could not help
              ? refused(visit, Purpose.LOGIN, Refusals.suspended())
              : Reply.go(visit.url(visit.open(customer).begin(new LoginCodeFlow()).path()));
      case NONE, OWN_FACTOR -> {
        var _ = visit.open(customer);
        visit.completeLogin(false);
        yield Reply.go(visit.url("home"));
      }
      case REFUSED, UNKNOWN -> refused(visit, Purpose.LOGIN, Refusals.suspended());
    };
  }

  static Reply out(Visit visit) {
    visit.logOut();
    return Reply.go(visit.url("?out"));
  }
}
