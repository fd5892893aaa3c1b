package dev.kagimori.bank;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kagimori.browser.Chromium;
import dev.kagimori.browser.Screen;
import dev.kagimori.certificate.Bundle;
import dev.kagimori.testkit.ReferenceSystem;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BankCertificateIT {
  private static final String PASSWORD = "tameshi";
  private static final Duration LIFE = Duration.ofDays(730);
  private static final String WRONG = "ID、パスワード、電子証明書のどれかが違います";

  @RegisterExtension static final BankTown town = new BankTown();
  @RegisterExtension static final Chromium chromium = new Chromium();

  @BeforeAll
  static void setOut() {
    town.morning();
  }

  private static Person keiri() {
    return town.business(ReferenceSystem.D, List.of("keiri"), List.of()).getFirst();
  }

  private static Clicks browser(Screen screen, @Nullable Bundle bundle) {
    var file = bundle == null ? null : bundle.pkcs12(PASSWORD);
    var person = chromium.personCertified(screen, town.secureOrigin(), file, PASSWORD);
    return new Clicks(person.newPage());
  }

  /** From the bank's page before login. */
  private static Clicks toSecureLogin(Clicks clicks, Person who) {
    clicks.open(who.bank() + "/").at("インターネットバンキング");
    return clicks.follow("電子証明書でログイン").at("ログイン");
  }

  @Test
  @DisplayName(
      "D2: the certificate, the login password, and then the code, on a PC; the session ends where"
          + " the certificate does")
  void certificatePasswordAndCode() {
    logsIn(Screen.PC, "pc");
  }

  @Test
  @DisplayName("D2: the same on a phone")
  void certificatePasswordAndCodeOnAPhone() {
    logsIn(Screen.PHONE, "phone");
  }

  private static void logsIn(Screen screen, String name) {
    var keiri = keiri();
    var clicks = browser(screen, town.certificate(keiri, LIFE));
    toSecureLogin(clicks, keiri);
    assertEquals(keiri.loginId(), clicks.fact("証明書のお名前"));
    clicks.look("d-certificate-" + name);
    clicks.logIn(keiri).press("ログイン").at("ワンタイムパスワードの初期設定");
    Issues.fill(clicks, Issues.ADDRESS, Issues.startPassword()).press("次へ");
    var app = Issues.fromPage(clicks.at("アプリの初期設定と認証確認"), keiri);
    clicks.type("code", Issues.code(app)).press("認証確認").at("トップページ");
    clicks.press("ログアウト").at("インターネットバンキング");

    town.nextCode();
    toSecureLogin(clicks, keiri).logIn(keiri).press("ログイン").at("ワンタイムパスワードの入力");
    clicks.type("code", Issues.code(app)).press("ログイン").at("トップページ");
    var secureHome = clicks.page().url();
    clicks.open(keiri.bank() + "/home").at("ログインが必要です");
    clicks.open(secureHome).at("トップページ");
  }

  @Test
  @DisplayName("D2: without the certificate the right password is answered as a wrong one is")
  void rightPasswordWithoutCertificate() {
    var keiri = keiri();
    town.certificate(keiri, LIFE);
    var clicks = browser(Screen.PHONE, null);
    clicks.open(keiri.bank() + "/login").logIn(keiri).press("ログイン").sees(WRONG);
    var right = refusal(clicks);
    clicks.type("loginId", keiri.loginId()).type("password", "wrong").press("ログイン").sees(WRONG);
    assertEquals(right, refusal(clicks));
    toSecureLogin(clicks, keiri).sees("電子証明書が見つかりません").look("d-no-certificate-phone");
    clicks.logIn(keiri).press("ログイン").sees(WRONG);
    assertEquals(right, refusal(clicks));
  }

  @Test
  @DisplayName("D2: wrong passwords of who lacks the certificate do not lock out who has it")
  void nobodyIsLockedOutByOthers() {
    var keiri = keiri();
    var certificate = town.certificate(keiri, LIFE);
    var others = browser(Screen.PC, null).open(keiri.bank() + "/login");
    for (int n = 0; n < 6; n++) {
      others.type("loginId", keiri.loginId()).type("password", "wrong" + n).press("ログイン");
      others.sees(WRONG);
    }
    var clicks = toSecureLogin(browser(Screen.PC, certificate), keiri);
    clicks.logIn(keiri).press("ログイン").at("ワンタイムパスワードの初期設定");
  }

  private static String refusal(Clicks clicks) {
    return clicks.page().locator(".notices").innerText();
  }

  @Test
  @DisplayName("D2: neither another user's certificate nor a stranger's leads in")
  void anothersCertificate() {
    var keiri = keiri();
    town.certificate(keiri, LIFE);
    var others = List.of(town.certificate(keiri(), LIFE), town.stranger(keiri.loginId(), LIFE));
    for (var other : others) {
      var clicks = toSecureLogin(browser(Screen.PC, other), keiri);
      clicks.logIn(keiri).press("ログイン").sees(WRONG);
    }
  }

  @Test
  @DisplayName("D2: a certificate that has run out is told before anything is typed, and not taken")
  void certificateThatHasRunOut() {
    var keiri = keiri();
    var clicks = browser(Screen.PC, town.certificate(keiri, Duration.ofHours(1)));
    toSecureLogin(clicks, keiri);
    assertThat(clicks.page().locator("main")).containsText("有効期限");
    town.time().pass(Duration.ofHours(1));
    toSecureLogin(clicks, keiri).sees("有効期間の外です").look("d-certificate-run-out");
    clicks.logIn(keiri).press("ログイン").sees(WRONG);
  }
}
