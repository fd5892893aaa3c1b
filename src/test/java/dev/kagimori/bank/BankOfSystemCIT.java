package dev.kagimori.bank;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kagimori.browser.Chromium;
import dev.kagimori.browser.Screen;
import dev.kagimori.testkit.App;
import dev.kagimori.testkit.ReferenceSystem;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BankOfSystemCIT {
  @RegisterExtension static final BankTown town = new BankTown();
  @RegisterExtension static final Chromium chromium = new Chromium();

  @Test
  @DisplayName(
      "C1, C2, C3, C7, C8, C9: one form issues, the IDs are in the mail alone; login asks for a"
          + " code, and nothing else does, on a PC")
  void oneForm() {
    walk(Screen.PC, "pc");
  }

  @Test
  @DisplayName("C2, C7, C8, C9: the same on a phone, where no login asks for a code")
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
    clicks.look("c-issue-" + name);
    clicks.type("phoneMail", address).type("startPassword", Issues.startPassword());
    clicks.type("ownPassword", "Chigau999").press("実行");
    assertThat(page.locator("#ownPassword-error")).isVisible();
    assertThat(page.locator("[name=phoneMail]")).hasValue(address);
    clicks.type("startPassword", Issues.startPassword());
    clicks.type("ownPassword", hanako.ownPassword()).press("実行").at("トークンを発行しました");
    clicks.look("c-issued-" + name);
    assertEquals(address, clicks.fact("携帯電話のメールアドレス"));
    assertThat(page.locator("dl.ids")).hasCount(0);
    assertThat(page.locator("a[href$='/app/']")).hasCount(1);
    var app = Issues.fromMail(town.mails(), address, 1, hanako);

    clicks.follow("ワンタイムパスワード申請内容選択へ").press("利用開始").at("ワンタイムパスワードの利用開始");
    clicks.type("code", app.wrongCode()).press("利用開始する");
    assertThat(page.locator("#code-error")).isVisible();
    clicks.type("code", Issues.code(app)).press("利用開始する").at("利用開始を受け付けました");
    clicks.press("ログアウト").at("インターネットバンキング");
    clicks.follow("ログイン").at("ログイン").logIn(hanako).press("ログイン");
    if (screen == Screen.PC) {
      town.nextCode();
      clicks.at("ワンタイムパスワードの入力").type("code", Issues.code(app)).press("ログイン");
    }
    clicks.at("トップページ");
    details(clicks, hanako, name);
    release(clicks, hanako, app, name);
  }

  private static void details(Clicks clicks, Person hanako, String name) {
    clicks.press("登録情報変更").at("登録情報変更：メールアドレス");
    clicks.type("mail", "new@example.jp").type("mailAgain", "new@example.jp").press("次へ");
    clicks.at("登録情報変更：内容の確認").look("c-details-confirm-" + name);
    assertThat(clicks.page().locator("[name=code]")).hasCount(0);
    clicks.type("ownPassword", "Chigau999").press("変更する");
    assertThat(clicks.page().locator("#ownPassword-error")).isVisible();
    clicks.type("ownPassword", hanako.ownPassword()).press("変更する").at("登録情報を変更しました");
    assertEquals("new@example.jp", clicks.fact("変更後"));
    clicks.follow("トップページへ").at("トップページ");
  }

  private static void release(Clicks clicks, Person hanako, App app, String name) {
    clicks.follow("ワンタイムパスワード").at("ワンタイムパスワード申請内容選択").press("利用解除");
    clicks.at("ワンタイムパスワードの利用解除");
    town.nextCode();
    clicks.type("code", Issues.code(app)).type("ownPassword", hanako.ownPassword());
    clicks.press("利用を解除する").at("利用解除を受け付けました").look("c-released-" + name);
    clicks.follow("ワンタイムパスワード申請内容選択へ").at("ワンタイムパスワード申請内容選択");
    assertEquals("未登録", clicks.fact("ご登録状況"));
  }
}
