package dev.kagimori.bank;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kagimori.browser.Chromium;
import dev.kagimori.browser.Screen;
import dev.kagimori.secrets.Secrets;
import dev.kagimori.testkit.ReferenceSystem;
import dev.kagimori.testkit.Token;
import dev.kagimori.trial.Waits;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What each bank asks for before it pays, and what the day's limit lets through. */
class BankPaymentsIT {
  @RegisterExtension static final BankTown town = new BankTown();
  @RegisterExtension static final Chromium chromium = new Chromium();

  private static final String AMOUNT_ERROR = "#amount-error";

  private static final JsonObject REFUSED =
      new JsonObject(
          "{\"operations\": {\"TRANSFER\": {\"otp\": true, \"otherwise\": \"REFUSED\"}}}");

  /** What a confirmation page asks for. */
  private enum Asked {
    CODE,
    OWN
  }

  @Test
  @DisplayName("A2: payees named case by case and own accounts ask for a code, others do not")
  void ofSystemA() {
    pays(ReferenceSystem.A, List.of(Asked.OWN, Asked.CODE, Asked.CODE, Asked.OWN));
  }

  @Test
  @DisplayName("B8: each transfer asks for a code")
  void ofSystemB() {
    pays(ReferenceSystem.B, List.of(Asked.CODE, Asked.CODE, Asked.CODE, Asked.OWN));
  }

  @Test
  @DisplayName("C7: after login nothing asks for a code")
  void ofSystemC() {
    pays(ReferenceSystem.C, List.of(Asked.OWN, Asked.OWN, Asked.OWN, Asked.OWN));
  }

  @Test
  @DisplayName("D12: after login nothing asks for a code")
  void ofSystemD() {
    pays(ReferenceSystem.D, List.of(Asked.OWN, Asked.OWN, Asked.OWN, Asked.OWN));
  }

  @Test
  @DisplayName("E4: transfers and bill payments ask for a code, and for nothing else")
  void ofSystemE() {
    pays(ReferenceSystem.E, List.of(Asked.CODE, Asked.CODE, Asked.CODE, Asked.CODE));
  }

  /** A registered payee, another, the own savings, a bill. */
  private static void pays(ReferenceSystem system, List<Asked> asked) {
    var who = town.person(system);
    boolean fobs = system == ReferenceSystem.B || system == ReferenceSystem.E;
    var token = fobs ? who.customer().fob() : who.customer().app();
    who.customer().starts(token);
    var clicks = loggedIn(who, token, Screen.PC);
    var tag = BankTown.tag(system);
    boolean looked = system == ReferenceSystem.D || system == ReferenceSystem.E; // a code, and none
    authorise(Orders.toRegistered(clicks, "1000"), who, token, asked.get(0), "振込");
    authorise(Orders.toAnother(clicks, Orders.ORDINARY, "2,000"), who, token, asked.get(1), "振込");
    Orders.toOwn(clicks, "3000円");
    if (looked) clicks.look(tag + "-own-transfer-confirm");
    authorise(clicks, who, token, asked.get(2), "振替（ご本人口座間）");
    Orders.bill(clicks, "￥４，０００");
    if (looked) clicks.look(tag + "-bill-confirm");
    authorise(clicks, who, token, asked.get(3), "収納（税金・料金払込）");
    clicks.sees("2,990,000円").sees("503,000円");
    if (looked) clicks.look(tag + "-home-after-payments");
    assertThat(clicks.page().locator(".payments tbody tr")).hasCount(4);
  }

  private static Clicks loggedIn(Person who, Token token, Screen screen) {
    var clicks = new Clicks(chromium.page(screen, "ja-JP"));
    clicks.open(who.bank() + "/login").logIn(who).press("ログイン").at("ワンタイムパスワードの入力");
    return clicks.type("code", next(token)).press("ログイン").at("トップページ");
  }

  private static String next(Token token) {
    town.nextCode();
    return Secrets.code(token.code());
  }

  private static void authorise(Clicks clicks, Person who, Token token, Asked asked, String what) {
    var page = clicks.page();
    assertThat(page.locator("[name=code]")).hasCount(asked == Asked.CODE ? 1 : 0);
    assertThat(page.locator("[name=ownPassword]")).hasCount(asked == Asked.OWN ? 1 : 0);
    if (asked == Asked.CODE) clicks.type("code", next(token));
    else clicks.type("ownPassword", who.ownPassword());
    clicks.press("確定する").at(what + "を受け付けました").follow("トップページへ").at("トップページ");
  }

  @Test
  @DisplayName(
      "A1: the day's limit is shown and holds, ¥200,000 without a token and the declared with one")
  void theDaysLimit() {
    var who = town.person(ReferenceSystem.A);
    var clicks = new Clicks(chromium.page(Screen.PHONE, "ja-JP"));
    clicks.open(who.bank() + "/login").logIn(who).press("ログイン").at("トップページ");
    Orders.another(clicks, Orders.ORDINARY);
    assertEquals("200,000円", clicks.page().locator(".status dd").textContent());
    tooMuch(clicks, "3000001", "残高 3,000,000円");
    tooMuch(clicks, "200001", "残り 200,000円");
    assertThat(clicks.page().locator(AMOUNT_ERROR)).containsText("ワンタイムパスワードをご利用になると");
    clicks.look("a-over-limit-phone");
    clicks.type("amount", "200000").press("次へ").at("振込：内容の確認");

    var other = new Clicks(clicks.page().context().newPage());
    Orders.toAnother(other.open(who.bank() + "/home"), Orders.SAVINGS, "1");
    other.type("ownPassword", who.ownPassword()).press("確定する").at("振込を受け付けました");
    clicks.type("ownPassword", who.ownPassword()).press("確定する").sees("残り 199,999円");
    clicks.follow("戻る").at("振込").type("amount", "199999").press("次へ").at("振込：内容の確認");
    clicks.type("ownPassword", who.ownPassword()).press("確定する").at("振込を受け付けました");
    clicks.follow("トップページへ").at("トップページ");
    Orders.another(clicks, Orders.SAVINGS);
    tooMuch(clicks, "1", "残り 0円");
    clicks.press("中止する").at("トップページ").sees("お手続きを中止しました");
    Orders.toRegistered(clicks, "300000");
    clicks.type("ownPassword", who.ownPassword()).press("確定する").at("振込を受け付けました");
    clicks.follow("トップページへ").at("トップページ");

    var app = who.customer().app();
    who.customer().starts(app);
    clicks.press("振込").at("振込");
    assertEquals("1,000,000円", clicks.page().locator(".status dd").textContent());
    clicks.press("中止する").at("トップページ");
    Orders.another(clicks, Orders.ORDINARY);
    tooMuch(clicks, "800001", "残り 800,000円");
    assertThat(clicks.page().locator(AMOUNT_ERROR)).not().containsText("ワンタイムパスワード");
    clicks.type("amount", "800000").press("次へ").at("振込：内容の確認");
    clicks.type("code", next(app)).press("確定する").at("振込を受け付けました");
  }

  /** Told where it was typed, before anything is asked for. */
  private static void tooMuch(Clicks clicks, String amount, String told) {
    clicks.type("amount", amount).press("次へ").at("振込");
    assertThat(clicks.page().locator(AMOUNT_ERROR)).containsText(told);
  }

  @Test
  @DisplayName("D6: who is suspended while logged in pays nothing, though no code is asked for")
  void whoIsSuspendedPaysNothing() {
    var who = town.business(ReferenceSystem.D, List.of("keiri"), List.of()).getFirst();
    var app = who.customer().app();
    who.customer().starts(app);
    var clicks = loggedIn(who, app, Screen.PC);
    Orders.toRegistered(clicks, "1000").type("ownPassword", who.ownPassword());
    who.customer().suspend();
    clicks.press("確定する").at("振込：内容の確認").sees("停止されています");
    assertThat(clicks.page().locator("[name=ownPassword]")).hasCount(0);
    assertThat(clicks.page().getByText("停止されています")).hasCount(1);
    assertThat(clicks.page().locator(".help-desk .phone")).hasCount(1);
    clicks.look("d-suspended-confirm").follow("トップページへ").at("トップページ");
    clicks.press("振込").at("トップページ").sees("停止されています").sees("3,000,000円");
  }

  @Test
  @DisplayName("E11: the fifth wrong code is told once, with the help desk, and pays nothing")
  void theFifthWrongCodeSuspends() {
    var who = town.person(ReferenceSystem.E);
    var fob = who.customer().fob();
    who.customer().starts(fob);
    var clicks = loggedIn(who, fob, Screen.PHONE);
    Orders.toRegistered(clicks, "1000");
    var told = List.of("違います", "違います", "あと2回", "あと1回", "停止されています");
    for (int n = 0; n < told.size(); n++)
      clicks.type("code", fob.wrongCode(n)).press("確定する").sees(told.get(n));
    assertThat(clicks.page().getByText("停止されています")).hasCount(1);
    assertThat(clicks.page().locator(".help-desk .phone")).hasCount(1);
    clicks.open(who.bank() + "/home").at("トップページ").sees("停止されています").sees("3,000,000円");
  }

  @Test
  @DisplayName("what was to be confirmed by a code is not by a password, once the token is revoked")
  void whoIsRevokedMeanwhileDoesNotConfirmByLess() {
    var who = town.person(ReferenceSystem.E);
    var fob = who.customer().fob();
    who.customer().starts(fob);
    var clicks = loggedIn(who, fob, Screen.PC);
    Orders.bill(clicks, "1000").type("code", next(fob));
    who.customer().revoke();
    clicks.press("確定する").at("収納（税金・料金払込）：内容の確認").sees("ご本人確認の方法が変わりました");
    assertThat(clicks.page().locator("[name=ownPassword]")).hasCount(0);
    assertThat(clicks.page().locator(".help-desk .phone")).hasCount(1);
    clicks.look("e-revoked-confirm").follow("トップページへ").at("トップページ");
    clicks.sees("ワンタイムパスワードをご利用になっていません").sees("3,000,000円");
  }

  @Test
  @DisplayName(
      "E18: without a token transfers take the bank's own factor; under other terms they are"
          + " refused, with a call to register")
  void withoutAToken() {
    var who = town.person(ReferenceSystem.E);
    var clicks = new Clicks(chromium.page(Screen.PC, "ja-JP"));
    clicks.open(who.bank() + "/login").logIn(who).press("ログイン").at("トップページ");
    clicks.sees("ワンタイムパスワードをご利用になっていません");
    Orders.toRegistered(clicks, "1000");
    assertThat(clicks.page().locator("[name=code]")).hasCount(0);
    clicks.type("ownPassword", who.ownPassword()).press("確定する").at("振込を受け付けました");
    clicks.follow("トップページへ").at("トップページ");
    Orders.toRegistered(clicks, "1000");
    town.institution(ReferenceSystem.E).changeTerms(REFUSED);
    var form = clicks.page().locator("main form.step");
    Waits.until(
        "the changed terms",
        () -> {
          clicks.page().reload();
          return form.count() == 0;
        });
    clicks.sees("先に利用開始を行ってください").look("e-refused-pc");
    clicks.page().locator("main").getByText("トップページへ").click();
    clicks.at("トップページ").sees("2,999,000円");
  }
}
