package dev.kagimori.bank.page;

import dev.kagimori.bank.ledger.Account;
import dev.kagimori.bank.ledger.Logins.Login;
import dev.kagimori.bank.visit.House.Arrangement;
import dev.kagimori.bank.visit.Reply;
import dev.kagimori.bank.visit.Shell;
import dev.kagimori.bank.visit.View;
import dev.kagimori.bank.visit.Visit;
import dev.kagimori.client.Act;
import java.util.List;

/**
 * The top page (D10, D16).
 *
 * @param mayUnlock whether the person may lift suspensions of others, {@code mayRevoke} likewise
 * @param news what there is to do about tokens, at most ten
 */
public record Home(
    Shell shell,
    List<Account> accounts,
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
}
