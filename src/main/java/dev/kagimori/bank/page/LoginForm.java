package dev.kagimori.bank.page;

import dev.kagimori.bank.visit.House.Arrangement;
import dev.kagimori.bank.visit.Shell;
import dev.kagimori.bank.visit.Trail;
import dev.kagimori.bank.visit.View;
import dev.kagimori.bank.visit.Visit;

/** ID and login password. */
public record LoginForm(
    Shell shell, Purpose purpose, Trail trail, String idLabel, String typedId, Presented presented)
    implements View {
  static LoginForm of(Visit visit, Purpose purpose) {
    var lang = visit.lang();
    var told = visit.told();
    return new LoginForm(
        visit.shell(told.notices()),
        purpose,
        Trails.of(visit, purpose, 0),
        lang.t(idJa(visit), isByContract(visit) ? "Contract ID" : "Login ID"),
        told.typed(),
        Presented.of(visit));
  }

  static String idJa(Visit visit) {
    return isByContract(visit) ? "契約者ID" : "ログインID";
  }

  static String idEn(Visit visit) {
    return isByContract(visit) ? "contract ID" : "login ID";
  }

  private static boolean isByContract(Visit visit) {
    return visit.house().arrangement() == Arrangement.BEFORE_LOGIN;
  }
}
