package dev.kagimori.bank;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.kagimori.browser.Chromium;
import dev.kagimori.browser.Screen;
import dev.kagimori.testkit.App;
import dev.kagimori.testkit.ReferenceSystem;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BankOfSystemAIT {
  @RegisterExtension static final BankTown town = new BankTown();
  @RegisterExtension static final Chromium chromium = new Chromium();

  @Test
  @DisplayName(
      "A11, A12, A15, A16, A17: from the selection page: issue, start of use, login, change of"
          + " details, release, by clicking, on a PC")
  void fromIssueToRelease() {
    walk(Screen.PC, "pc");
  }

  @Test
  @DisplayName("A11, A12, A15, A16, A17: the same on a phone")
  void fromIssueToReleaseOnAPhone() {
    walk(Screen.PHONE, "phone");
  }

  private static void walk(Screen screen, String name) {
    var hanako = town.person(ReferenceSystem.A);
    var page = chromium.page(screen, "ja-JP");
    var clicks = new Clicks(page);
    clicks.open(hanako.bank() + "/login").logIn(hanako).press("ログイン").at("トップページ");
    clicks.follow("ワンタイムパスワード").at("ワンタイムパスワード申請内容選択");
    assertEquals("未登録", clicks.fact("ご登録状況"));
    clicks.sees("一度だけ使える数字のパスワードです").sees("トップページへ戻る");
    assertButtons(page, true, false, false);
    clicks.look("a-selection-" + name);

    var app = issue(clicks, hanako, name);
    clicks.follow("ワンタイムパスワード申請内容選択へ").at("ワンタイムパスワード申請内容選択");
    assertEquals("発行済（利用開始待ち）", clicks.fact("ご登録状況"));
    assertButtons(page, true, true, false);
    clicks.press("利用開始").at("ワンタイムパスワードの利用開始");
    clicks.look("a-start-" + name);
    clicks.type("code", Issues.code(app)).press("利用開始する").at("利用開始を受け付けました");
    clicks.look("a-started-" + name);
    clicks.follow("ワンタイムパスワード申請内容選択へ").at("ワンタイムパスワード申請内容選択");
    assertEquals("利用中", clicks.fact("ご登録状況"));
    assertButtons(page, false, false, true);

    clicks.press("ログアウト").at("インターネットバンキング").follow("ログイン").at("ログイン");
    clicks.logIn(hanako).press("ログイン").at("ワンタイムパスワードの入力");
    clicks.type("code", next(app)).press("ログイン").at("トップページ");
    details(clicks, hanako, app, name);
    release(clicks, hanako, app, name);
  }

  private static void assertButtons(Page page, boolean issue, boolean start, boolean release) {
    assertButton(page, "トークン発行", issue);
    assertButton(page, "利用開始", start);
    assertButton(page, "利用解除", release);
  }

  private static void assertButton(Page page, String name, boolean enabled) {
    var button =
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    if (enabled) assertThat(button).isEnabled();
    else assertThat(button).isDisabled();
  }

  private static String next(App app) {
    town.time().pass(Duration.ofMinutes(1));
    return Issues.code(app);
  }

  private static App issue(Clicks clicks, Person hanako, String name) {
    var page = clicks.page();
    var password = Issues.startPassword();
    clicks.press("トークン発行").at("トークン発行");
    clicks.look("a-issue-" + name);
    Issues.fill(clicks, Issues.ADDRESS, password);
    clicks.type("phoneMailAgain", "hanaka@phone.example.jp").type("startPassword", "123");
    clicks.press("次へ").sees("入力内容をご確認ください。").at("トークン発行");
    assertThat(page.locator("#phoneMailAgain-error")).containsText("一致していません");
    assertThat(page.locator("#startPassword-error")).containsText("数字4〜8桁");
    assertThat(page.locator("[name=phoneMail]")).hasValue(Issues.ADDRESS);
    assertThat(page.locator("[name=startPassword]")).hasValue("");
    clicks.look("a-issue-wrong-" + name);
    Issues.fill(clicks, Issues.ADDRESS, password).press("次へ").at("トークン発行：内容の確認");
    clicks.look("a-issue-confirm-" + name);
    clicks.type("ownPassword", "Chigau999").press("確定する");
    assertThat(page.locator("#ownPassword-error")).containsText("確認用パスワードが違う");
    clicks.follow("戻る").at("トークン発行");
    Issues.fill(clicks, Issues.ADDRESS, password).press("次へ").at("トークン発行：内容の確認");
    clicks.type("ownPassword", hanako.ownPassword()).press("確定する").at("トークンを発行しました");
    page.goBack();
    clicks.at("トークンを発行しました").look("a-issued-" + name);
    assertTrue(clicks.fact("受付番号").matches("[0-9]{7}"));
    assertTrue(Issues.told(clicks, "サービスID").matches("[0-9]{8}"));
    var userId = Issues.told(clicks, "ユーザID");
    assertTrue(userId.matches("[0-9]{12}"));
    clicks.sees("一度だけ使います").sees("有効期間は発行から24時間").sees("mail.aoba-ishi.example.jp");
    var link = page.locator("a[href*='#s=']").getAttribute("href");
    assertTrue(link.endsWith("#s=" + Issues.told(clicks, "サービスID") + "&u=" + userId), link);
    return Issues.fromPage(clicks, hanako);
  }

  private static void details(Clicks clicks, Person hanako, App app, String name) {
    var page = clicks.page();
    clicks.press("登録情報変更").at("登録情報変更：メールアドレス");
    clicks.look("a-details-" + name);
    clicks.type("mail", "new@example.jp").type("mailAgain", "new@example.jp").press("次へ");
    clicks.at("登録情報変更：内容の確認");
    assertThat(page.locator("[name=ownPassword]")).hasCount(0);
    clicks.look("a-details-confirm-" + name);
    clicks.type("code", next(app)).press("変更する").at("登録情報を変更しました");
    clicks.look("a-details-done-" + name);
    var before = hanako.customer().contract() + "@example.jp";
    assertEquals(before, clicks.fact("変更前"));
    clicks.follow("トップページへ").at("トップページ");
    assertEquals("new@example.jp", clicks.fact("メールアドレス"));
    assertTrue(town.mails().awaitLast(before, 1).text().length() > 0);
  }

  private static void release(Clicks clicks, Person hanako, App app, String name) {
    clicks.follow("ワンタイムパスワード").at("ワンタイムパスワード申請内容選択").press("利用解除");
    clicks.at("ワンタイムパスワードの利用解除").sees("アプリからトークンを削除してください");
    clicks.look("a-release-" + name);
    clicks.type("code", next(app)).type("ownPassword", hanako.ownPassword());
    clicks.press("利用を解除する").sees("アプリからトークンを削除してください");
    clicks.look("a-released-" + name);
    clicks.follow("ワンタイムパスワード申請内容選択へ").at("ワンタイムパスワード申請内容選択");
    assertEquals("未登録", clicks.fact("ご登録状況"));
    clicks.press("ログアウト").at("インターネットバンキング").follow("ログイン").at("ログイン");
    clicks.logIn(hanako).press("ログイン").at("トップページ");
  }

  @Test
  @DisplayName("A12: an issue is given up on its confirmation page; nothing was issued")
  void givesAnIssueUp() {
    var hanako = town.person(ReferenceSystem.A);
    var clicks = new Clicks(chromium.page(Screen.PC, "ja-JP"));
    clicks.open(hanako.bank() + "/login").logIn(hanako).press("ログイン").at("トップページ");
    clicks.follow("ワンタイムパスワード").at("ワンタイムパスワード申請内容選択").press("トークン発行");
    Issues.fill(clicks.at("トークン発行"), Issues.ADDRESS, Issues.startPassword()).press("次へ");
    clicks.at("トークン発行：内容の確認").press("申込を中止する").at("ワンタイムパスワード申請内容選択");
    clicks.sees("お手続きを中止しました");
    assertEquals("未登録", clicks.fact("ご登録状況"));
  }
}
