package dev.kagimori.bank.page;

import dev.kagimori.bank.page.ReceiptPage.Line;
import dev.kagimori.bank.visit.Dates;
import dev.kagimori.bank.visit.Flow;
import dev.kagimori.bank.visit.Trail;
import dev.kagimori.bank.visit.View;
import dev.kagimori.bank.visit.Visit;
import dev.kagimori.client.IssueReceipt;
import java.util.List;

/** A fob was asked for: it will be shipped, and started with what stands on its back (B4). */
final class FobRequested {
  private FobRequested() {}

  static View of(Visit visit, Flow flow, Trail trail, IssueReceipt receipt) {
    var lang = visit.lang();
    return new ReceiptPage(
        visit.shell(flow),
        trail,
        lang.t("キーホルダー型トークンを申し込みました", "Your key-fob is on order"),
        List.of(
            new Line(lang.t("受付番号", "Receipt number"), receipt.receiptNumber()),
            new Line(lang.t("受付時刻", "Time of receipt"), Dates.second(lang, receipt.acceptedAt())),
            new Line(
                lang.t("トークンの種類", "Kind of token"), lang.t("キーホルダー型（専用端末）", "Key-fob (a device)"))),
        lang.t(
            "トークンは、お届けのご住所へ郵送します。お手元に届いたら、ワンタイムパスワード申請内容選択の「利用開始」で、トークン裏面のシリアル番号と表示されたワンタイムパスワードを入力してください。それまでは、これまでどおりお使いいただけます。",
            "It will be shipped to your address. When it has come, choose “Start of use” on the"
                + " selection page, and enter the serial number on its back and the code that it"
                + " shows. Until then all goes on as before."),
        false);
  }
}
