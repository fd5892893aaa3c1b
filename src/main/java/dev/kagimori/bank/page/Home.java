package dev.kagimori.bank.page;

import dev.kagimori.bank.ledger.Account;
import dev.kagimori.bank.ledger.Logins.Login;
import dev.kagimori.bank.ledger.PastPayment;
import dev.kagimori.bank.visit.House.Arrangement;
import dev.kagimori.bank.visit.Reply;
import dev.kagimori.bank.visit.Shell;
import dev.kagimori.bank.visit.View;
import dev.kagimori.bank.visit.Visit;
import dev.kagimori.client.Act;
import dev.kagimori.client.Operation;
import java.util.List;

/**
 * The top page (D10, D16).
 *
 * @param mayUnlock whether the person may lift suspensions of others, {@code mayRevoke} likewise
 * @param payments the last, so that nobody pays twice who was cut off
 * @param news what there is to do about tokens, at most ten
 */
public record Home(
    Shell shell,
    List<Account> accounts,
    List<PastPayment> payments,
    List<Login> logins,
    String contract,
    String mail,
    boolean inMenu,
    boolean mayUnlock,
    boolean mayRevoke,
    List<String> news)
    implements View {
  static Reply show(Visit visit) {
    var customer = visit.customer();
    var masters = visit.institution().mastersMay();
    return Reply.page(
        new Home(
            visit.shell(),
            visit.accounts().of(customer),
            visit.accounts().last(customer),
            visit.logins().last(customer),
            customer.contract(),
            customer.mail(),
            visit.house().arrangement() == Arrangement.MENU,
            customer.isMaster() && masters.contains(Act.UNLOCK),
            customer.isMaster() && masters.contains(Act.REVOKE),
            News.of(
                visit,
                visit.tokens().client().getUser(customer.contract(), customer.user()).await())));
  }

  /** What kind of payment it was. */
  public String what(PastPayment payment) {
    return PayFlow.title(shell.lang(), Operation.valueOf(payment.kind()));
  }
}
