package dev.kagimori.bank;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.kagimori.browser.Chromium;
import dev.kagimori.browser.Screen;
import dev.kagimori.testkit.App;
import dev.kagimori.testkit.ReferenceSystem;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BankOfSystemDIT {
  private static final int WRONG_MAX = 5;

  @RegisterExtension static final BankTown town = new BankTown();
  @RegisterExtension static final Chromium chromium = new Chromium();

  @Test
  @DisplayName(
      "D3, D4, D10, D13, D14, D16: the first login is led to set-up and nowhere else; a computer's"
          + " address is refused; a mail that does not come is replaced, on a PC")
  void setUpAtLogin() {
    forced(Screen.PC, "pc");
  }

  @Test
  @DisplayName("D3, D4, D14: the same on a phone")
  void setUpAtLoginOnAPhone() {
    forced(Screen.PHONE, "phone");
  }

  private static void forced(Screen screen, String name) {
    var keiri = town.business(ReferenceSystem.D, List.of("keiri"), List.of()).getFirst();
    var page = chromium.page(screen, "ja-JP");
    var clicks = new Clicks(page);
    clicks.open(keiri.bank() + "/login").logIn(keiri).press("ログイン");
    clicks.at("ワンタイムパスワードの初期設定");
    clicks.look("d-set-up-" + name);
    var here = page.url();
    clicks.open(keiri.bank() + "/home").at("ログインが必要です");
    clicks.open(here).at("ワンタイムパスワードの初期設定");

    var password = Issues.startPassword();
    Issues.fill(clicks, "keiri@office.example.com", password).press("次へ");
    assertThat(page.locator("#phoneMail-error")).containsText("パソコンのアドレスはお使いいただけません");
    Issues.fill(clicks, Issues.ADDRESS, password).press("次へ").at("アプリの初期設定と認証確認");
    clicks.look("d-waiting-" + name);
    var before = Issues.told(clicks, "ユーザID");
    clicks.type("code", "12345678").press("認証確認");
    assertThat(page.locator("#code-error")).containsText("初期設定がまだ完了していません");

    clicks.follow("もう一度発行する").at("ワンタイムパスワードの初期設定");
    Issues.fill(clicks, Issues.ADDRESS, password).press("次へ").at("アプリの初期設定と認証確認");
    assertNotEquals(before, Issues.told(clicks, "ユーザID"));
    var app = Issues.fromPage(clicks, keiri);
    clicks.press("中止してログアウト").at("インターネットバンキング");

    clicks.follow("ログイン").at("ログイン").logIn(keiri).press("ログイン");
    clicks.at("アプリの初期設定と認証確認").sees("すでに発行されています");
    clicks.look("d-again-" + name);
    clicks.type("code", app.wrongCode()).press("認証確認");
    assertThat(page.locator("#code-error")).containsText("確認できませんでした");
    clicks.type("code", Issues.code(app)).press("認証確認").at("トップページ");
    clicks.sees("利用を開始しました");
    clicks.look("d-home-" + name);
    assertEquals(keiri.customer().contract(), clicks.fact("契約者ID"));
    assertEquals(keiri.customer().contract() + "@example.jp", clicks.fact("メールアドレス"));
    clicks.sees("山田 花子 様").sees("新しいお知らせはありません").sees("承認待ちのお取引はありません");
    assertThat(page.locator(".logins li")).hasCount(1);
  }

  private static App setUp(Clicks clicks, Person who) {
    clicks.open(who.bank() + "/login").logIn(who).press("ログイン").at("ワンタイムパスワードの初期設定");
    Issues.fill(clicks, Issues.ADDRESS, Issues.startPassword()).press("次へ");
    var app = Issues.fromPage(clicks.at("アプリの初期設定と認証確認"), who);
    clicks.type("code", Issues.code(app)).press("認証確認").at("トップページ");
    return app;
  }

  private static void logIn(Clicks clicks, Person who, App app) {
    town.time().pass(Duration.ofMinutes(1));
    clicks.open(who.bank() + "/login").logIn(who).press("ログイン").at("ワンタイムパスワードの入力");
    clicks.type("code", Issues.code(app)).press("ログイン").at("トップページ");
  }

  @Test
  @DisplayName(
      "D6, D7, D8, D9, D17: a master lifts a suspension and revokes, with a result for each; who"
          + " was revoked is told from when set-up is possible")
  void unlockAndRevoke() {
    unlockAndRevoke(Screen.PC, "pc");
  }

  @Test
  @DisplayName("D6, D7, D9, D17: the same by a master on a phone")
  void unlockAndRevokeOnAPhone() {
    unlockAndRevoke(Screen.PHONE, "phone");
  }

  private static void unlockAndRevoke(Screen screen, String name) {
    town.morning();
    var people = town.business(ReferenceSystem.D, List.of("keiri"), List.of("suzuki", "tanaka"));
    var keiri = people.get(0);
    var suzuki = people.get(1);
    var theirs = new Clicks(chromium.page(Screen.PHONE, "ja-JP"));
    var app = setUp(theirs, suzuki);
    theirs.press("ログアウト").at("インターネットバンキング");
    suspend(theirs, suzuki, app);

    var masters = new Clicks(chromium.page(screen, "ja-JP"));
    setUp(masters, keiri);
    unlock(masters, keiri, name);
    logIn(theirs, suzuki, app);

    masters.follow("トップページへ").at("トップページ");
    revoke(masters, keiri, name);
    theirs.open(suzuki.bank() + "/home").at("ログインが必要です"); // a thief could be logged in
    theirs.open(suzuki.bank() + "/login").logIn(suzuki).press("ログイン");
    theirs.at("ワンタイムパスワードの初期設定").sees("以降にお手続きいただけます");
    assertThat(theirs.page().locator("[name=phoneMail]")).hasCount(0);
    theirs.look("d-too-early-" + name);
    theirs.press("ログアウト").at("インターネットバンキング");
    town.time().pass(Duration.ofMinutes(31));
    setUp(theirs, suzuki);
  }

  private static void suspend(Clicks clicks, Person who, App app) {
    town.time().pass(Duration.ofMinutes(1));
    clicks.open(who.bank() + "/login").logIn(who).press("ログイン").at("ワンタイムパスワードの入力");
    for (int n = 0; n < WRONG_MAX; n++) {
      clicks.at("ワンタイムパスワードの入力").type("code", app.wrongCode(n)).press("ログイン");
      assertThat(clicks.page().locator(".notices")).isVisible();
    }
    clicks.at("ログイン").sees("停止されています").sees("0120-000-404");
    clicks.open(who.bank() + "/login").logIn(who).press("ログイン").sees("停止されています");
  }

  private static void unlock(Clicks clicks, Person keiri, String name) {
    var page = clicks.page();
    clicks.press("利用停止解除").at("利用停止解除");
    assertThat(page.locator("[name=user][value=tanaka]")).isDisabled();
    clicks.look("d-unlock-" + name);
    clicks.press("次へ");
    assertThat(page.locator("#user-error")).isVisible();
    clicks.choose("user", "suzuki").press("次へ").at("利用停止解除：内容の確認");
    clicks.look("d-unlock-confirm-" + name);
    clicks.type("ownPassword", keiri.ownPassword()).press("停止を解除する").at("利用停止解除の結果");
    clicks.look("d-unlock-done-" + name);
    clicks.sees("解除しました").sees("同じトークンをそのまま");
  }

  private static void revoke(Clicks clicks, Person keiri, String name) {
    clicks.press("トークンの失効").at("トークンの失効");
    clicks.look("d-revoke-" + name);
    clicks.choose("user", "suzuki").choose("user", "keiri").choose("reason", "LOSS").press("次へ");
    clicks.at("トークンの失効：内容の確認").sees("紛失");
    clicks.look("d-revoke-confirm-" + name);
    clicks.type("ownPassword", keiri.ownPassword()).press("失効する").at("トークンの失効の結果");
    clicks.look("d-revoke-done-" + name);
    clicks.sees("失効しました").sees("失効できません").sees("以降のログイン");
  }

  @Test
  @DisplayName("D8: who is revoked in the night is told that set-up begins at ten past eight")
  void revokedInTheNight() {
    var people = town.business(ReferenceSystem.D, List.of("keiri", "somu"), List.of());
    var masters = new Clicks(chromium.page(Screen.PC, "ja-JP"));
    town.morning();
    var theirs = new Clicks(chromium.page(Screen.PC, "ja-JP"));
    setUp(theirs, people.get(1));
    theirs.press("ログアウト").at("インターネットバンキング");
    town.evening();
    setUp(masters, people.get(0));
    masters.press("トークンの失効").at("トークンの失効");
    masters.choose("user", "somu").choose("reason", "PHONE_CHANGE").press("次へ");
    masters.type("ownPassword", people.get(0).ownPassword()).press("失効する").sees("失効しました");
    theirs.follow("ログイン").at("ログイン").logIn(people.get(1)).press("ログイン");
    theirs.at("ワンタイムパスワードの初期設定").sees("8時10分 以降にお手続きいただけます");
  }
}
