package dev.kagimori.bank.page;

import dev.kagimori.bank.ledger.Customers.Check;
import dev.kagimori.bank.visit.Visit;

/** The bank's own factor: the confirmation password (確認用パスワード). */
final class OwnFactor {
  static final String FIELD = "ownPassword";

  private OwnFactor() {}

  /** Whether what was typed is the customer's; where not, the form says so. */
  static boolean isRight(Visit visit) {
    var form = visit.form();
    var typed = form.neededSecret(FIELD, "確認用パスワード", "confirmation password");
    if (typed.isEmpty()) return false;
    return switch (visit.customers().own(visit.customer(), typed)) {
      case Check.Right _ -> true;
      case Check.Wrong _ -> {
        form.refuse(
            FIELD,
            "確認用パスワードが違うか、続けて間違えたため一時的に（15分間）お使いいただけません。その間はログインもできません。",
            "The confirmation password is wrong, or locked for 15 minutes after several wrong"
                + " ones; there is no login then either.");
        yield false;
      }
      case Check.Busy _ -> {
        form.refuse(
            FIELD,
            "ただいま混み合っています。しばらくしてからもう一度お試しください。",
            "The service is busy. Please try again in a while.");
        yield false;
      }
    };
  }
}
