package dev.kagimori.bank.page;

import dev.kagimori.bank.visit.Dates;
import dev.kagimori.bank.visit.House.Arrangement;
import dev.kagimori.bank.visit.Lang;
import dev.kagimori.bank.visit.Notice;
import dev.kagimori.bank.visit.Refusals;
import dev.kagimori.bank.visit.Visit;
import dev.kagimori.client.Status;
import dev.kagimori.client.User;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What the top page tells a person, at most ten (D16): what there is to do about tokens. */
final class News {
  private static final int MOST = 10;
  private static final Duration SOON = Duration.ofDays(30);

  private News() {}

  static List<String> of(Visit visit, User user) {
    var lang = visit.lang();
    var news = new ArrayList<String>();
    var pending = user.pending();
    if (pending != null && (is(pending, Status.ALLOCATED) || is(pending, Status.ACTIVATED)))
      news.add(lang.t("トークンのご用意ができました。利用開始のお手続きをしてください。", "Your token is ready: start its use."));
    var token = user.token();
    if (user.status() == Status.EXPIRED)
      news.add(
          lang.t("トークンの有効期限が切れています。アプリで更新してください。", "Your token has expired. Renew it in the app."));
    else if (token != null && token.validUntil() != null && isSoon(visit, token))
      news.add(
          lang.t(
                  "トークンの有効期限は %s です。アプリで更新できます。",
                  "Your token is valid until %s; the app can renew it.")
              .formatted(Dates.day(lang, token.validUntil())));
    else if (user.status() == Status.SUSPENDED) news.add(text(lang, Refusals.suspended()));
    else if (user.startsStopped() != null)
      news.add(text(lang, Standings.stopped(user.startsStopped())));
    else if (user.status() == Status.NOT_REGISTERED
        && visit.house().arrangement() == Arrangement.BEFORE_LOGIN)
      news.add(
          lang.t(
              "ワンタイムパスワードをご利用になっていません。ログイン前の画面の「利用開始」からお手続きいただけます。",
              "You have no one-time passwords in use. Start them from the page before login."));
    if (visit.customer().isMaster())
      for (var other : visit.customers().of(visit.customer().institution(), user.contract()))
        if (news.size() < MOST && Standings.isSuspended(visit, other))
          news.add(
              lang.t("%s さんのトークンが停止中です。", "The token of %s is suspended.")
                  .formatted(
                      lang.t(other.nameJa(), other.nameEn()) + " (" + other.loginId() + ")"));
    return List.copyOf(news);
  }

  private static String text(Lang lang, Notice notice) {
    return lang.t(notice.ja(), notice.en());
  }

  private static boolean is(User.Pending pending, Status state) {
    return pending.state() == state;
  }

  private static boolean isSoon(Visit visit, User.Token token) {
    var until = token.validUntil();
    return until != null && until.toInstant().isBefore(visit.clock().instant().plus(SOON));
  }
}
