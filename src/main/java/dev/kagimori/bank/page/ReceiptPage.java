package dev.kagimori.bank.page;

import dev.kagimori.bank.visit.Dates;
import dev.kagimori.bank.visit.Flow;
import dev.kagimori.bank.visit.Lang;
import dev.kagimori.bank.visit.Shell;
import dev.kagimori.bank.visit.Trail;
import dev.kagimori.bank.visit.View;
import dev.kagimori.bank.visit.Visit;
import dev.kagimori.client.Act;
import dev.kagimori.client.Receipt;
import java.util.ArrayList;
import java.util.List;

/**
 * It is done: number and time of receipt, and what was done (E3, E5, E14). It can be printed.
 *
 * @param outside whether it leads back to the page before login
 */
public record ReceiptPage(
    Shell shell, Trail trail, String title, List<Line> lines, String next, boolean outside)
    implements View {
  /** A line of the receipt. */
  public record Line(String label, String value) {}

  static ReceiptPage of(Visit visit, Flow flow, Trail trail, Receipt receipt, boolean outside) {
    var lang = visit.lang();
    return new ReceiptPage(
        visit.shell(flow),
        trail,
        title(lang, receipt, outside),
        lines(lang, receipt),
        next(lang, receipt),
        outside);
  }

  private static String title(Lang lang, Receipt receipt, boolean outside) {
    return switch (receipt.operation()) {
      case START -> lang.t("利用開始を受け付けました", "Your token is in use");
      case EXCHANGE -> lang.t("交換を受け付けました", "Your token was exchanged");
      case STOP, RELEASE ->
          outside
              ? lang.t("利用中止を受け付けました", "The use of your token has ended")
              : lang.t("利用解除を受け付けました", "Your token was released");
      default -> lang.t("受け付けました", "Done");
    };
  }

  private static List<Line> lines(Lang lang, Receipt receipt) {
    var lines = new ArrayList<Line>();
    lines.add(new Line(lang.t("受付番号", "Receipt number"), receipt.receiptNumber()));
    lines.add(
        new Line(lang.t("受付時刻", "Time of receipt"), Dates.second(lang, receipt.acceptedAt())));
    var before = receipt.previousSerial();
    if (before == null) {
      lines.add(new Line(lang.t("シリアル番号", "Serial number"), receipt.serial()));
    } else {
      lines.add(new Line(lang.t("シリアル番号（変更後）", "Serial number, after"), receipt.serial()));
      lines.add(new Line(lang.t("シリアル番号（変更前）", "Serial number, before"), before));
    }
    var loginOtp = receipt.loginOtp();
    if (loginOtp != null && receipt.operation() == Act.START)
      lines.add(
          new Line(
              lang.t("ログイン時認証要否", "Code at login"),
              loginOtp ? lang.t("認証する", "Asked for") : lang.t("認証しない", "Not asked for")));
    return List.copyOf(lines);
  }

  private static String next(Lang lang, Receipt receipt) {
    return switch (receipt.operation()) {
      case START ->
          lang.t(
              "これより、ログインやお取引でワンタイムパスワードを求められたときは、トークンに表示される数字を入力してください。",
              "From now on, wherever a code is asked for, enter the one that the token shows.");
      case EXCHANGE ->
          lang.t(
              "変更前のトークンはお使いいただけなくなりました。アプリの場合は、アプリからトークンを削除してください。",
              "The token before works no more. If it was an app's, delete it from the app.");
      default ->
          lang.t(
              "アプリをお使いの場合は、アプリからトークンを削除してください。", "If you used the app, delete the token from it.");
    };
  }
}
