package dev.kagimori.bank;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.browser.Chromium;
import dev.kagimori.browser.Looks;
import dev.kagimori.browser.Screen;
import dev.kagimori.secrets.Secrets;
import dev.kagimori.testkit.Fob;
import dev.kagimori.testkit.ReferenceSystem;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What goes wrong on the way, and that nothing is lost, done twice or half done. */
class BankTroubleIT {
  /** So many things at once a session keeps. */
  private static final int FLOWS_MAX = 8;

  @RegisterExtension static final BankTown town = new BankTown();
  @RegisterExtension static final Chromium chromium = new Chromium();

  private static Clicks begin(Person who, String purpose, String heading) {
    var clicks = new Clicks(chromium.page(Screen.PC, "ja-JP"));
    return clicks.open(who.bank() + "/login?for=" + purpose).logIn(who).press("次へ").at(heading);
  }

  private static Clicks start(Clicks clicks, Person who, Fob fob) {
    return clicks
        .type("serial", fob.serial())
        .type("code", fob.code())
        .type("ownPassword", who.ownPassword());
  }

  private static Clicks loggedIn(Person who, Fob fob) {
    who.customer().starts(fob);
    town.time().nextStep();
    var clicks = new Clicks(chromium.page(Screen.PC, "ja-JP"));
    clicks.open(who.bank() + "/login").logIn(who).press("ログイン").at("ワンタイムパスワードの入力");
    clicks.type("code", fob.code()).press("ログイン").at("トップページ");
    town.time().nextStep();
    return clicks;
  }

  private static Clicks order(Clicks clicks, String amount) {
    clicks.press("振込").at("振込");
    var from = clicks.page().locator("select[name=from] option").nth(1).getAttribute("value");
    clicks.choose("from", String.valueOf(from)).choose("payee", "1").type("amount", amount);
    return clicks.press("次へ").at("振込：内容の確認");
  }

  @Test
  @DisplayName("E15: a start that is sent three times at once is done once, with one receipt")
  void aDoubleClickStartsOnce() {
    var who = town.person(ReferenceSystem.E);
    var fob = who.customer().fob();
    var clicks = start(begin(who, "start", "ワンタイムパスワードの利用開始"), who, fob);
    var page = clicks.page();
    clicks.open(Form.on(page).sentAtOnce(3).toString()).at("利用開始を受け付けました");
    var receipt = clicks.fact("受付番号");
    page.reload();
    assertEquals(receipt, clicks.at("利用開始を受け付けました").fact("受付番号"));
  }

  @Test
  @DisplayName(
      "E15: the browser's back button after a result leads to the result, and pays nothing again")
  void backAfterAResultIsHarmless() {
    var who = town.person(ReferenceSystem.E);
    var fob = who.customer().fob();
    var clicks = order(loggedIn(who, fob), "1000");
    clicks.type("code", fob.code()).press("確定する").at("振込を受け付けました");
    var receipt = clicks.fact("受付番号");
    clicks.page().goBack();
    assertEquals(receipt, clicks.at("振込を受け付けました").fact("受付番号"));
    clicks.page().goForward();
    assertEquals(receipt, clicks.at("振込を受け付けました").fact("受付番号"));
    clicks.follow("トップページへ").at("トップページ").sees("2,999,000円");
  }

  @Test
  @DisplayName("E4, E15: two tabs pay two different orders, each with a code of its own")
  void twoTabsDoNotMixTheirOrders() {
    var who = town.person(ReferenceSystem.E);
    var fob = who.customer().fob();
    var first = loggedIn(who, fob);
    var second = new Clicks(first.page().context().newPage());
    second.open(who.bank() + "/home").at("トップページ");
    order(first, "1000");
    order(second, "2000");
    first.type("code", fob.code()).press("確定する").at("振込を受け付けました");
    assertEquals("1,000円", first.fact("金額"));
    var used = fob.device().display(town.time().instant()).text();
    second.type("code", used).press("確定する").sees("使用済みのワンタイムパスワードです");
    town.time().nextStep();
    second.type("code", fob.code()).press("確定する").at("振込を受け付けました");
    assertEquals("2,000円", second.fact("金額"));
    first.follow("トップページへ").at("トップページ").sees("2,997,000円");
  }

  @Test
  void aSessionThatEndedInTheMiddleSaysThatNothingWasDone() {
    var who = town.person(ReferenceSystem.E);
    var fob = who.customer().fob();
    var clicks = order(loggedIn(who, fob), "1000");
    town.time().pass(Duration.ofMinutes(11));
    clicks.type("code", fob.code()).press("確定する").at("ログインが必要です");
    clicks.sees("送信前のお手続きは行われていません");
    Looks.good(clicks.page(), "e-expired-pc");
    town.time().nextStep();
    clicks.follow("最初のページへ").follow("ログイン").at("ログイン").logIn(who).press("ログイン");
    clicks.type("code", fob.code()).press("ログイン").at("トップページ").sees("3,000,000円");
  }

  @Test
  @DisplayName("E11: wrong codes suspend, each page says what is left to do, and staff unlock")
  void wrongCodesSuspendAndStaffUnlock() {
    var who = town.person(ReferenceSystem.E);
    var fob = who.customer().fob();
    who.customer().starts(fob);
    town.time().nextStep();
    var clicks = new Clicks(chromium.page(Screen.PHONE, "ja-JP"));
    clicks.open(who.bank() + "/login").logIn(who).press("ログイン").at("ワンタイムパスワードの入力");
    for (int n = 0; n < 2; n++)
      clicks.type("code", fob.wrongCode(n)).press("ログイン").sees("ワンタイムパスワードが違います");
    clicks.type("code", fob.wrongCode(2)).press("ログイン").sees("あと2回間違えると");
    Looks.good(clicks.page(), "e-wrong-phone");
    for (int n = 3; n < 5; n++)
      clicks.type("code", fob.wrongCode(n)).press("ログイン").sees(n < 4 ? "あと1回" : "停止されています");
    clicks.sees("0120-000-505");
    Looks.good(clicks.page(), "e-suspended-phone");
    assertThat(clicks.at("ログイン").page().locator("[name=code]")).hasCount(0);
    clicks.logIn(who).press("ログイン").sees("停止されています");
    who.customer().unlock();
    clicks.logIn(who).press("ログイン").at("ワンタイムパスワードの入力");
    clicks.type("code", fob.code()).press("ログイン").at("トップページ");
    clicks.sees("前回から誤った入力が5回ありました");
  }

  @Test
  @DisplayName("E3: what does not fit is told at its field, and keeps what was typed")
  void errorsStandAtTheirFields() {
    var who = town.person(ReferenceSystem.E);
    var fob = who.customer().fob();
    var clicks = begin(who, "start", "ワンタイムパスワードの利用開始");
    clicks
        .type("serial", fob.serial())
        .type("code", "12")
        .type("ownPassword", who.ownPassword())
        .press("利用開始する")
        .sees("数字6〜8桁で入力してください");
    assertEquals(fob.serial(), clicks.page().locator("[name=serial]").inputValue());
    assertEquals("", clicks.page().locator("[name=ownPassword]").inputValue());
    Looks.good(clicks.page(), "e-field-error-pc");
    clicks.type("code", fob.code()).type("ownPassword", "chigau0").press("利用開始する");
    clicks.sees("確認用パスワードが違うか");
    assertTrue(fob.device().battery().presses() > 0);
    start(clicks, who, fob).press("利用開始する").at("利用開始を受け付けました");
  }

  @Test
  void whatWasBegunBeforeManyOthersIsToldToHaveEnded() {
    var who = town.person(ReferenceSystem.E);
    var clicks = new Clicks(chromium.page(Screen.PC, "ja-JP"));
    clicks.open(who.bank() + "/login").logIn(who).press("ログイン").at("トップページ");
    var home = clicks.page().url();
    clicks.press("振込").at("振込");
    var first = clicks.page().url();
    for (int more = 0; more < FLOWS_MAX; more++) clicks.open(home).press("振込").at("振込");
    var last = clicks.page().url();
    clicks.open(first).at("このお手続きは終了しています").look("lost-ended");
    clicks.open(last).at("振込");
  }

  @Test
  void aFormOfAnotherSiteIsNotTaken() {
    var who = town.person(ReferenceSystem.E);
    var clicks = begin(who, "start", "ワンタイムパスワードの利用開始");
    clicks.page().evaluate("document.querySelector('[name=formToken]').value = 'forged'");
    start(clicks, who, who.customer().fob()).press("利用開始する").at("画面が古くなっています");
  }

  @Test
  void whatNobodyCanReadIsRefusedAndNothingIsDone() {
    var clicks = new Clicks(chromium.page(Screen.PC, "ja-JP"));
    clicks.open(town.bank(ReferenceSystem.E) + "/login").type("loginId", "a\u0000b");
    clicks.page().locator("[name=loginId]").evaluate("e => { e.maxLength = 20000; }");
    clicks.type("password", "x").press("ログイン").sees("IDかパスワードが違います");
    clicks.page().locator("[name=loginId]").evaluate("e => { e.removeAttribute('maxlength'); }");
    clicks.type("loginId", "長".repeat(300)).type("password", "x").press("ログイン");
    clicks.sees("200文字以内で入力してください");
    clicks.page().locator("[name=loginId]").evaluate("e => { e.removeAttribute('maxlength'); }");
    clicks.type("loginId", "長".repeat(20_000)).type("password", "x").press("ログイン");
    clicks.at("入力内容を受け付けられません");
  }

  @Test
  @DisplayName(
      "E15: a wrong login that is loaded again is not sent again, and the ID is still there")
  void aWrongLoginIsNotCountedTwice() {
    var who = town.person(ReferenceSystem.E);
    var clicks = new Clicks(chromium.page(Screen.PC, "ja-JP")).open(who.bank() + "/login");
    clicks.type("loginId", who.loginId()).type("password", "Chigau999").press("ログイン");
    clicks.sees("IDかパスワードが違います");
    assertEquals(who.loginId(), clicks.page().locator("[name=loginId]").inputValue());
    for (int n = 0; n < 5; n++) clicks.page().reload();
    clicks.logIn(who).press("ログイン").at("トップページ");
  }

  @Test
  @DisplayName("after too many failed starts the form and the top page say so; staff lift it")
  void startsAreStoppedAndLifted() {
    var who = town.person(ReferenceSystem.E);
    var fob = who.customer().fob();
    var clicks = new Clicks(chromium.page(Screen.PHONE, "ja-JP"));
    clicks.open(who.bank() + "/").follow("利用開始").at("利用開始").logIn(who).press("次へ");
    clicks.at("ワンタイムパスワードの利用開始");
    for (int n = 0; n < 5; n++) {
      clicks.type("serial", "GM00000000").type("code", "00000" + n);
      clicks.type("ownPassword", who.ownPassword()).press("利用開始する").sees("登録できませんでした");
    }
    clicks.open(who.bank() + "/login").logIn(who).press("ログイン").at("トップページ");
    clicks.sees("続けて失敗したため");
    clicks.open(who.bank() + "/").follow("利用開始").at("利用開始").logIn(who).press("次へ");
    clicks.at("ワンタイムパスワードの利用開始").sees("続けて失敗したため").sees("0120-000-505");
    who.customer().liftStarts();
    town.nextCode();
    clicks.type("serial", fob.serial()).type("code", Secrets.code(fob.code()));
    clicks.type("ownPassword", who.ownPassword()).press("利用開始する").at("利用開始を受け付けました");
  }

  @Test
  @DisplayName("E11: who is suspended is told so before a code is asked for")
  void theSuspendedAreToldAtOnce() {
    var who = town.person(ReferenceSystem.E);
    who.customer().starts(who.customer().fob());
    who.customer().suspend();
    var clicks = new Clicks(chromium.page(Screen.PC, "ja-JP"));
    clicks.open(who.bank() + "/login?for=stop").logIn(who).press("次へ").sees("停止されています");
    clicks.open(who.bank() + "/login").logIn(who).press("ログイン").sees("0120-000-505");
  }
}
