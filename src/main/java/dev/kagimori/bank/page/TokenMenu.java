package dev.kagimori.bank.page;

import dev.kagimori.bank.visit.Dates;
import dev.kagimori.bank.visit.House.Arrangement;
import dev.kagimori.bank.visit.Lost;
import dev.kagimori.bank.visit.Reply;
import dev.kagimori.bank.visit.Shell;
import dev.kagimori.bank.visit.View;
import dev.kagimori.bank.visit.Visit;
import dev.kagimori.client.Act;
import dev.kagimori.client.Institution;
import dev.kagimori.client.TokenKind;
import dev.kagimori.client.User;

/**
 * The selection page: where the registration stands, and what may be done now (A11, A16).
 *
 * @param state in the page's language
 * @param fobs whether the institution issues fobs, too (B3)
 */
public record TokenMenu(Shell shell, User user, String state, boolean fobs, Institution institution)
    implements View {
  static Reply show(Visit visit) {
    if (visit.house().arrangement() != Arrangement.MENU) return Reply.page(Lost.notFound(visit));
    var customer = visit.customer();
    var user = visit.tokens().client().getUser(customer.contract(), customer.user()).await();
    var institution = visit.institution();
    return Reply.page(
        new TokenMenu(
            visit.shell(),
            user,
            Standings.of(visit.lang(), user.status()),
            institution.issues().contains(TokenKind.HARDWARE),
            institution));
  }

  /** Whether its button works now. */
  public boolean may(Act act) {
    return user.allowed().contains(act);
  }

  /** From when on the next token can be had; empty where nothing waits. */
  public String from() {
    var from = user.nextIssueFrom();
    return from == null ? "" : Dates.minute(shell.lang(), from);
  }

  /** Until when what is held up has to wait; the latest. */
  public String waitsUntil() {
    return user.waits().stream()
        .map(User.Wait::until)
        .max(java.util.Comparator.naturalOrder())
        .map(until -> Dates.minute(shell.lang(), until))
        .orElse("");
  }
}
