package dev.kagimori.bank.page;

import dev.kagimori.bank.ledger.Customer;
import dev.kagimori.bank.visit.Lang;
import dev.kagimori.bank.visit.Visit;
import dev.kagimori.client.Act;
import dev.kagimori.client.Status;
import dev.kagimori.client.User;
import io.vertx.core.Future;
import java.util.List;

/**
 * A user of the contract in a master's list.
 *
 * @param user their name at the token service
 * @param status where their token stands
 * @param may whether something can be done for them here
 * @param whyNot what stands in its way; empty where they may
 */
public record UserLine(
    String user,
    String loginId,
    String name,
    String role,
    String status,
    boolean may,
    String whyNot) {
  /** All of the contract of whoever is logged in, masters first. */
  static List<UserLine> of(Visit visit, Act act) {
    var mine = visit.customer();
    var client = visit.tokens().client();
    var all = visit.customers().of(visit.house().id(), mine.contract());
    var asked = all.stream().map(each -> client.getUser(each.contract(), each.user())).toList();
    Future.all(asked).await();
    return java.util.stream.IntStream.range(0, all.size())
        .mapToObj(n -> line(visit.lang(), act, all.get(n), asked.get(n).result()))
        .toList();
  }

  private static UserLine line(Lang lang, Act act, Customer customer, User user) {
    var whyNot = act == Act.UNLOCK ? whyNotUnlock(lang, customer, user) : whyNotRevoke(lang, user);
    return new UserLine(
        customer.user(),
        customer.loginId(),
        lang.t(customer.nameJa(), customer.nameEn()),
        customer.isMaster() ? lang.t("マスターユーザ", "Master user") : lang.t("一般ユーザ", "General user"),
        Standings.of(lang, user.status()),
        whyNot.isEmpty(),
        whyNot);
  }

  private static String whyNotUnlock(Lang lang, Customer customer, User user) {
    if (user.status() != Status.SUSPENDED) return lang.t("停止されていません", "Not suspended");
    return customer.isMaster()
        ? lang.t("お取引店での書面のお手続きが必要です", "Takes a paper form at the branch")
        : "";
  }

  private static String whyNotRevoke(Lang lang, User user) {
    var pending = user.pending();
    var has = user.token() != null || (pending != null && pending.serial() != null);
    return has ? "" : lang.t("トークンがありません", "No token");
  }
}
