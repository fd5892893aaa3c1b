package dev.kagimori.bank;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kagimori.browser.Chromium;
import dev.kagimori.browser.Screen;
import dev.kagimori.secrets.Secrets;
import dev.kagimori.testkit.App;
import dev.kagimori.testkit.ReferenceSystem;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Every form that does something is sent three times at once: one effect, one receipt. */
class EveryConfirmIT {
  private static final String SELECTION = "ワンタイムパスワード申請内容選択";

  @RegisterExtension static final BankTown town = new BankTown();
  @RegisterExtension static final Chromium chromium = new Chromium();

  private static Clicks clicks() {
    return new Clicks(chromium.page(Screen.PC, "ja-JP"));
  }

  /** Instead of the click; the browser goes where the answers lead. */
  private static Clicks thrice(Clicks clicks, String heading) {
    return clicks.open(Form.on(clicks.page()).sentAtOnce(3).toString()).at(heading);
  }

  /** The receipt is the same however often the page is asked for. */
  private static Clicks receipt(Clicks clicks, String heading) {
    var told = thrice(clicks, heading).fact("受付番号");
    clicks.page().reload();
    assertEquals(told, clicks.at(heading).fact("受付番号"));
    return clicks;
  }

  @Test
  @DisplayName("E15: start, login, payments, exchange and stop")
  void ofTheBankWithThreeButtons() {
    var who = town.person(ReferenceSystem.E);
    var fob = who.customer().fob();
    var second = who.customer().fob();
    var clicks = clicks().open(who.bank() + "/login?for=start").logIn(who).press("次へ");
    clicks.at("ワンタイムパスワードの利用開始").type("serial", fob.serial()).type("code", fob.code());
    receipt(clicks.type("ownPassword", who.ownPassword()), "利用開始を受け付けました");

    town.nextCode();
    clicks.open(who.bank() + "/login").logIn(who).press("ログイン").at("ワンタイムパスワードの入力");
    thrice(clicks.type("code", fob.code()), "トップページ");
    assertEquals(1, clicks.page().locator(".logins li").count());
    for (var amount : List.of("1000", "2000")) {
      town.nextCode();
      receipt(Orders.toRegistered(clicks, amount).type("code", fob.code()), "振込を受け付けました");
      clicks.follow("トップページへ").at("トップページ");
    }
    town.nextCode();
    receipt(Orders.toOwn(clicks, "4000").type("code", fob.code()), "振替（ご本人口座間）を受け付けました");
    clicks.follow("トップページへ").at("トップページ").sees("2,993,000円").sees("504,000円");
    assertEquals(3, clicks.page().locator(".payments tbody tr").count());

    town.nextCode();
    clicks.open(who.bank() + "/login?for=exchange").logIn(who).press("次へ").at("交換：現在のトークン");
    thrice(clicks.type("code", fob.code()), "交換：新しいトークン");
    clicks.type("serial", second.serial()).type("code", second.code());
    assertEquals(second.serial(), receipt(clicks, "交換を受け付けました").fact("変更後"));

    town.nextCode();
    clicks.open(who.bank() + "/login?for=stop").logIn(who).press("次へ").at("ワンタイムパスワードの利用中止");
    clicks.type("code", second.code()).type("ownPassword", who.ownPassword());
    receipt(clicks, "利用中止を受け付けました");
  }

  @Test
  @DisplayName("A12: issue, start, change of details and release; one mail for three posts")
  void ofTheBankWithAMenu() {
    var who = town.person(ReferenceSystem.A);
    var address = who.loginId() + "@phone.example.jp";
    var clicks = clicks().open(who.bank() + "/login").logIn(who).press("ログイン").at("トップページ");
    clicks.follow("ワンタイムパスワード").at(SELECTION).press("トークン発行").at("トークン発行");
    thrice(Issues.fill(clicks, address, Issues.startPassword()), "トークン発行：内容の確認");
    receipt(clicks.type("ownPassword", who.ownPassword()), "トークンを発行しました");
    town.mails().awaitLast(address, 1);
    var app = Issues.fromPage(clicks, who);
    clicks.follow(SELECTION + "へ").at(SELECTION).press("利用開始").at("ワンタイムパスワードの利用開始");
    receipt(clicks.type("code", Issues.code(app)), "利用開始を受け付けました");

    clicks.open(who.bank() + "/home").at("トップページ").press("登録情報変更").at("登録情報変更：メールアドレス");
    clicks.type("mail", "new@example.jp").type("mailAgain", "new@example.jp");
    thrice(clicks, "登録情報変更：内容の確認");
    thrice(clicks.type("code", next(app)), "登録情報を変更しました");

    clicks.open(who.bank() + "/token").at(SELECTION).press("利用解除").at("ワンタイムパスワードの利用解除");
    clicks.type("code", next(app)).type("ownPassword", who.ownPassword());
    receipt(clicks, "利用解除を受け付けました");
    assertEquals(1, town.mails().to(address).size());
  }

  private static String next(App app) {
    town.nextCode();
    return Issues.code(app);
  }

  @Test
  @DisplayName("B3: the request for a fob")
  void ofTheBankThatShipsFobs() {
    var who = town.person(ReferenceSystem.B);
    var clicks = clicks().open(who.bank() + "/login").logIn(who).press("ログイン").at("トップページ");
    clicks.follow("ワンタイムパスワード").at(SELECTION).press("トークン発行").at("トークン発行：種類の選択");
    thrice(clicks.choose("kind", "fob"), "トークン発行：内容の確認");
    receipt(clicks.type("ownPassword", who.ownPassword()), "キーホルダー型トークンを申し込みました");
    var fob = town.institution(ReferenceSystem.B).fob();
    who.customer().receives(fob);
    clicks.follow(SELECTION + "へ").at(SELECTION).press("利用開始").at("ワンタイムパスワードの利用開始");
    clicks.type("serial", fob.serial()).type("code", Secrets.code(fob.code()));
    receipt(clicks, "利用開始を受け付けました");
  }

  @Test
  @DisplayName("D3, D6, D7: set-up, its first code, the lifting of a suspension, a revocation")
  void ofTheBankOfBusinesses() {
    town.morning();
    var people = town.business(ReferenceSystem.D, List.of("keiri"), List.of("suzuki"));
    var keiri = people.getFirst();
    suspended(people.getLast());
    var clicks = clicks().open(keiri.bank() + "/login").logIn(keiri).press("ログイン");
    clicks.at("ワンタイムパスワードの初期設定");
    thrice(Issues.fill(clicks, Issues.ADDRESS, Issues.startPassword()), "アプリの初期設定と認証確認");
    var app = Issues.fromPage(clicks, keiri);
    thrice(clicks.type("code", Issues.code(app)), "トップページ").sees("利用を開始しました");

    thrice(clicks.press("利用停止解除").at("利用停止解除").choose("user", "suzuki"), "利用停止解除：内容の確認");
    thrice(clicks.type("ownPassword", keiri.ownPassword()), "利用停止解除の結果").sees("解除しました");
    clicks.follow("トップページへ").at("トップページ").press("トークンの失効").at("トークンの失効");
    thrice(clicks.choose("user", "suzuki").choose("reason", "LOSS"), "トークンの失効：内容の確認");
    thrice(clicks.type("ownPassword", keiri.ownPassword()), "トークンの失効の結果").sees("失効しました");
  }

  private static void suspended(Person who) {
    var app = who.customer().app();
    who.customer().starts(app);
    var clicks = clicks().open(who.bank() + "/login").logIn(who).press("ログイン");
    clicks.at("ワンタイムパスワードの入力");
    for (int n = 0; n < 4; n++)
      clicks.type("code", app.wrongCode(n)).press("ログイン").sees("ワンタイムパスワードが違います");
    clicks.type("code", app.wrongCode(4)).press("ログイン").sees("停止されています");
  }

  @Test
  void aLoginInAnotherTabLeavesTheFirstWithNothingDone() {
    var who = town.person(ReferenceSystem.E);
    var fob = who.customer().fob();
    var first = clicks().open(who.bank() + "/login?for=start").logIn(who).press("次へ");
    first.at("ワンタイムパスワードの利用開始").type("serial", fob.serial()).type("code", fob.code());
    first.type("ownPassword", who.ownPassword());
    var second = new Clicks(first.page().context().newPage());
    second.open(who.bank() + "/login?for=start").logIn(who).press("次へ");
    second.at("ワンタイムパスワードの利用開始").type("serial", fob.serial()).type("code", fob.code());
    first.press("利用開始する").sees("お手続きは行われていません");
    second.type("ownPassword", who.ownPassword()).press("利用開始する").at("利用開始を受け付けました");
  }
}
