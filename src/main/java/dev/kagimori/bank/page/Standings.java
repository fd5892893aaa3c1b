package dev.kagimori.bank.page;

import dev.kagimori.bank.ledger.Customer;
import dev.kagimori.bank.visit.Lang;
import dev.kagimori.bank.visit.Notice;
import dev.kagimori.bank.visit.Visit;
import dev.kagimori.client.StartsStopped;
import dev.kagimori.client.Status;
import org.jspecify.annotations.Nullable;

/** Where somebody's token stands, in words (A11). */
final class Standings {
  private Standings() {}

  static String of(Lang lang, Status status) {
    return switch (status) {
      case NOT_REGISTERED -> lang.t("未登録", "Not registered");
      case REQUESTED -> lang.t("申込済（発送準備中）", "Requested; not yet shipped");
      case ALLOCATED -> lang.t("発送済（利用開始待ち）", "Shipped; waiting for start of use");
      case ISSUED -> lang.t("発行済（アプリの初期設定待ち）", "Issued; waiting for set-up in the app");
      case ACTIVATED -> lang.t("発行済（利用開始待ち）", "Issued; waiting for start of use");
      case IN_USE -> lang.t("利用中", "In use");
      case SUSPENDED -> lang.t("停止中", "Suspended");
      case EXPIRED -> lang.t("有効期限切れ", "Expired");
      case UNKNOWN -> lang.t("確認できません", "Unknown");
    };
  }

  /** Whether somebody's token is suspended now, by wrong codes or by staff. */
  static boolean isSuspended(Visit visit, Customer who) {
    var user = visit.tokens().client().getUser(who.contract(), who.user()).await();
    return user.status() == Status.SUSPENDED;
  }

  /** Why nothing can be started after too many failures. */
  static Notice stopped(StartsStopped why) {
    return why == StartsStopped.UNTIL_TOMORROW
        ? Notice.error(
                "ワンタイムパスワードの確認に失敗した回数が、本日の上限に達しました。翌日にもう一度お試しください。",
                "Too many codes failed today. Please try again tomorrow.")
            .withHelpDesk()
        : Notice.error(
                "ワンタイムパスワードの確認に続けて失敗したため、お手続きを停止しています。ヘルプデスクにご連絡ください。",
                "Too many codes failed in a row, so this is stopped. Please call the help desk.")
            .withHelpDesk();
  }

  /** Why no other token is issued. */
  static Notice already(@Nullable Status state) {
    if (state == Status.REQUESTED || state == Status.ALLOCATED)
      return Notice.error(
          "キーホルダー型トークンはお申し込み済みです。お手元に届いてから、利用開始を行ってください。",
          "You have asked for a key-fob already. Start its use when it has come.");
    return Notice.error(
        "すでにご利用中のトークンがあります。新しいトークンを発行するには、先に利用解除を行ってください。",
        "You have a token in use. Release it before another one is issued.");
  }
}
