package dev.kagimori.bank.page;

import dev.kagimori.bank.visit.House.Arrangement;
import dev.kagimori.bank.visit.Notice;
import dev.kagimori.bank.visit.Reply;
import dev.kagimori.bank.visit.Shell;
import dev.kagimori.bank.visit.View;
import dev.kagimori.bank.visit.Visit;
import dev.kagimori.client.Act;
import java.util.List;

/**
 * The page before login; where the bank is arranged so, with the three buttons for tokens (E2).
 *
 * @param before whether the buttons are here
 * @param certificates whether some customers log in with one (D2)
 */
public record Entrance(Shell shell, boolean before, boolean exchange, boolean certificates)
    implements View {
  static Reply show(Visit visit) {
    var before = visit.house().arrangement() == Arrangement.BEFORE_LOGIN;
    var exchange = visit.institution().offered().contains(Act.EXCHANGE);
    return Reply.page(
        new Entrance(visit.shell(said(visit)), before, exchange, visit.house().certificates()));
  }

  private static List<Notice> said(Visit visit) {
    return visit.isAsked("out")
        ? List.of(Notice.done("ログアウトしました。", "You have logged out."))
        : List.of();
  }
}
