package dev.kagimori.bank;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.browser.Chromium;
import dev.kagimori.browser.Looks;
import dev.kagimori.browser.Screen;
import dev.kagimori.testkit.ReferenceSystem;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BankOfSystemCIT {
  @RegisterExtension static final BankTown town = new BankTown();
  @RegisterExtension static final Chromium chromium = new Chromium();

  @Test
  @DisplayName("C1, C2, C3, C8, C9: one form issues; the IDs are in the mail alone, on a PC")
  void oneForm() {
    walk(Screen.PC, "pc");
  }

  @Test
  @DisplayName("C2, C8, C9: the same on a narrow screen")
  void oneFormOnAPhone() {
    walk(Screen.PHONE, "phone");
  }

  private static void walk(Screen screen, String name) {
    var hanako = town.person(ReferenceSystem.C);
    var address = hanako.loginId() + "@phone.example.jp";
    var page = chromium.page(screen, "ja-JP");
    var clicks = new Clicks(page);
    clicks.open(hanako.bank() + "/login").logIn(hanako).press("ログイン").at("トップページ");
    clicks.follow("ワンタイムパスワード").at("ワンタイムパスワード申請内容選択").press("トークン発行");
    clicks.at("トークン発行");
    assertThat(page.locator("main form.step input:not([type=hidden])")).hasCount(3);
    Looks.good(page, "c-issue-" + name);
    clicks.type("phoneMail", address).type("startPassword", Issues.startPassword());
    clicks.type("ownPassword", "Chigau999").press("実行");
    assertThat(page.locator("#ownPassword-error")).isVisible();
    assertThat(page.locator("[name=phoneMail]")).hasValue(address);
    clicks.type("startPassword", Issues.startPassword());
    clicks.type("ownPassword", hanako.ownPassword()).press("実行").at("トークンを発行しました");
    Looks.good(page, "c-issued-" + name);
    assertEquals(address, clicks.fact("携帯電話のメールアドレス"));
    assertThat(page.locator("dl.ids")).hasCount(0);
    var link = page.locator("a[href*='#s=']").getAttribute("href");
    assertTrue(link.matches(".*#s=[0-9]{8}"), link);
    var serviceId = link.substring(link.length() - 8);
    var app = Issues.fromMail(town.mails(), address, 1, serviceId, hanako);

    clicks.follow("ワンタイムパスワード申請内容選択へ").press("利用開始").at("ワンタイムパスワードの利用開始");
    clicks.type("code", app.wrongCode()).press("利用開始する");
    assertThat(page.locator("#code-error")).isVisible();
    clicks.type("code", Issues.code(app)).press("利用開始する").at("利用開始を受け付けました");
    clicks.press("ログアウト").at("インターネットバンキング");
    town.time().pass(Duration.ofMinutes(1));
    clicks.follow("ログイン").at("ログイン").logIn(hanako).press("ログイン");
    clicks.at("ワンタイムパスワードの入力");
    clicks.type("code", Issues.code(app)).press("ログイン").at("トップページ");
  }
}
