package dev.kagimori.bank.page;

import dev.kagimori.bank.ledger.Customer;
import dev.kagimori.bank.visit.Dates;
import dev.kagimori.bank.visit.Flow;
import dev.kagimori.bank.visit.Lang;
import dev.kagimori.bank.visit.Shell;
import dev.kagimori.bank.visit.Trail;
import dev.kagimori.bank.visit.View;
import dev.kagimori.bank.visit.Visit;
import dev.kagimori.client.Act;
import dev.kagimori.client.Results;
import dev.kagimori.client.Results.Effect;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What came of it for each user, and what they do next (D9). */
public record UsersDone(
    Shell shell,
    Trail trail,
    boolean unlocks,
    String receiptNumber,
    String accepted,
    List<Line> lines)
    implements View {
  /**
   * Of one user.
   *
   * @param done whether it was done for them
   * @param next what they do now, or who can help
   */
  public record Line(String loginId, String name, boolean done, String result, String next) {}

  static UsersDone of(Visit visit, Flow flow, Results results) {
    var known =
        visit.customers().of(visit.house().id(), visit.customer().contract()).stream()
            .collect(Collectors.toMap(Customer::user, Function.identity()));
    return new UsersDone(
        visit.shell(flow),
        Trails.three(visit, 2),
        results.operation() == Act.UNLOCK,
        results.receiptNumber(),
        Dates.second(visit.lang(), results.acceptedAt()),
        results.results().stream().map(each -> line(visit, results, each, known)).toList());
  }

  private static Line line(
      Visit visit, Results results, Results.OfUser of, Map<String, Customer> known) {
    var lang = visit.lang();
    @Nullable Customer customer = known.get(of.user());
    var unlock = results.operation() == Act.UNLOCK;
    return new Line(
        customer == null ? of.user() : customer.loginId(),
        customer == null ? "" : lang.t(customer.nameJa(), customer.nameEn()),
        of.result() == Effect.DONE,
        result(lang, unlock, of.result()),
        of.result() != Effect.DONE
            ? instead(lang, unlock, of.result())
            : unlock
                ? lang.t("同じトークンをそのままお使いいただけます。", "The same token works again.")
                : revoked(visit, of.user()));
  }

  private static String result(Lang lang, boolean unlock, Effect effect) {
    return switch (effect) {
      case DONE -> unlock ? lang.t("解除しました", "Lifted") : lang.t("失効しました", "Revoked");
      case NOT_SUSPENDED -> lang.t("停止されていません", "Was not suspended");
      case NOT_REGISTERED -> lang.t("トークンがありません", "Has no token");
      case NOT_ALLOWED, REPLACE_TOKEN, NOT_FOUND, UNKNOWN ->
          unlock ? lang.t("解除できません", "Not lifted") : lang.t("失効できません", "Not revoked");
    };
  }

  private static String instead(Lang lang, boolean unlock, Effect effect) {
    return switch (effect) {
      case DONE -> "";
      case NOT_SUSPENDED -> lang.t("お手続きは不要です。", "Nothing has to be done.");
      case NOT_REGISTERED -> lang.t("次回ログイン時に初期設定をご案内します。", "The next login leads to set-up.");
      case NOT_ALLOWED ->
          unlock
              ? lang.t("お取引店で書面によるお手続きをお願いします。", "Please ask your branch for the paper form.")
              : lang.t(
                  "マスターユーザのトークンを失効できるのは、機種変更のときだけです。そのほかの場合は、お取引店にご連絡ください。",
                  "A master user's token is revoked here for a change of phone alone. Otherwise"
                      + " please call your branch.");
      case REPLACE_TOKEN ->
          lang.t(
              "このトークンはこれ以上お使いいただけません。「トークンの失効」のあと、もう一度初期設定を行ってください。",
              "This token can't be used any more. Revoke it, and have it set up anew.");
      case NOT_FOUND, UNKNOWN -> lang.t("ヘルプデスクにご連絡ください。", "Please call the help desk.");
    };
  }

  /** From when on a new one can be set up (D8). */
  private static String revoked(Visit visit, String user) {
    var lang = visit.lang();
    var from =
        visit.tokens().client().getUser(visit.customer().contract(), user).await().nextIssueFrom();
    if (from == null) return lang.t("次回ログイン時に初期設定をご案内します。", "The next login leads to set-up.");
    var when = Dates.minute(lang, from);
    return lang.t(when + " 以降のログインで、初期設定をご案内します。", "A login from " + when + " on leads to set-up.");
  }
}
