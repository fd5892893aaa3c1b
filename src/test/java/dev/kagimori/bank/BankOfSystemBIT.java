package dev.kagimori.bank;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.browser.Chromium;
import dev.kagimori.browser.Screen;
import dev.kagimori.secrets.Secrets;
import dev.kagimori.testkit.ReferenceSystem;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BankOfSystemBIT {
  @RegisterExtension static final BankTown town = new BankTown();
  @RegisterExtension static final Chromium chromium = new Chromium();

  private static Clicks selection(Person who, Screen screen) {
    var clicks = new Clicks(chromium.page(screen, "ja-JP"));
    clicks.open(who.bank() + "/login").logIn(who).press("ログイン").at("トップページ");
    return clicks.follow("ワンタイムパスワード").at("ワンタイムパスワード申請内容選択");
  }

  @Test
  @DisplayName(
      "B3, B4, B5: a fob is asked for, shipped, started by serial number and code, released; the"
          + " form alone does not start it again, but does after another issue, on a phone")
  void aFobOnAPhone() {
    aFob(Screen.PHONE, "phone");
  }

  @Test
  @DisplayName("B3, B4, B5: the same on a PC")
  void aFobOnAPc() {
    aFob(Screen.PC, "pc");
  }

  private static void aFob(Screen screen, String name) {
    var hanako = town.person(ReferenceSystem.B);
    var clicks = selection(hanako, screen);
    clicks.press("トークン発行").at("トークン発行：種類の選択");
    clicks.look("b-choice-" + name);
    clicks.choose("kind", "fob").press("次へ").at("トークン発行：内容の確認");
    clicks.look("b-fob-confirm-" + name);
    clicks.type("ownPassword", hanako.ownPassword()).press("確定する");
    clicks.at("キーホルダー型トークンを申し込みました").sees("郵送します");
    clicks.look("b-fob-done-" + name);
    assertTrue(clicks.fact("受付番号").matches("[0-9]{7}"));
    clicks.follow("ワンタイムパスワード申請内容選択へ").at("ワンタイムパスワード申請内容選択");
    assertEquals("申込済（発送準備中）", clicks.fact("ご登録状況"));

    var fob = town.institution(ReferenceSystem.B).fob();
    hanako.customer().receives(fob);
    clicks.page().reload();
    assertEquals("発送済（利用開始待ち）", clicks.fact("ご登録状況"));
    clicks.press("利用開始").at("ワンタイムパスワードの利用開始");
    clicks.type("serial", fob.serial()).type("code", Secrets.code(fob.code())).press("利用開始する");
    clicks.at("利用開始を受け付けました");
    assertEquals(fob.serial(), clicks.fact("シリアル番号"));

    town.nextCode();
    clicks.follow("ワンタイムパスワード申請内容選択へ").press("利用解除").at("ワンタイムパスワードの利用解除");
    clicks.type("code", Secrets.code(fob.code())).type("ownPassword", hanako.ownPassword());
    clicks.press("利用を解除する").follow("ワンタイムパスワード申請内容選択へ");
    clicks.at("ワンタイムパスワード申請内容選択");
    assertEquals("未登録", clicks.fact("ご登録状況"));
    assertThat(clicks.page().locator("form[action$='begin/start'] button")).isDisabled();

    clicks.press("トークン発行").at("トークン発行：種類の選択").choose("kind", "fob").press("次へ");
    clicks.at("トークン発行：内容の確認").type("ownPassword", hanako.ownPassword()).press("確定する");
    clicks.at("キーホルダー型トークンを申し込みました");
    clicks.follow("ワンタイムパスワード申請内容選択へ").at("ワンタイムパスワード申請内容選択");
    hanako.customer().receives(fob);
    town.nextCode();
    clicks.page().reload();
    clicks.press("利用開始").at("ワンタイムパスワードの利用開始");
    clicks.type("serial", fob.serial()).type("code", Secrets.code(fob.code())).press("利用開始する");
    clicks.at("利用開始を受け付けました");
  }

  @Test
  @DisplayName(
      "B9, B10, B11: an app is issued, its page tells IDs, both sender domains and the name to"
          + " look for; start of use asks for its code alone, on a PC")
  void anAppOnAPc() {
    anApp(Screen.PC, "pc");
  }

  @Test
  @DisplayName("B9, B10, B11: the same on a phone")
  void anAppOnAPhone() {
    anApp(Screen.PHONE, "phone");
  }

  private static void anApp(Screen screen, String name) {
    var hanako = town.person(ReferenceSystem.B);
    var clicks = selection(hanako, screen);
    clicks.press("トークン発行").at("トークン発行：種類の選択");
    clicks.choose("kind", "app").press("次へ").at("トークン発行");
    Issues.fill(clicks, Issues.ADDRESS, Issues.startPassword()).press("次へ");
    clicks.at("トークン発行：内容の確認").type("ownPassword", hanako.ownPassword()).press("確定する");
    clicks.at("トークンを発行しました").sees("北浜信用組合」と表示される");
    clicks.sees("kitahama.example.jp、mail.kitahama-otp.example.jp");
    clicks.look("b-issued-" + name);
    var app = Issues.fromPage(clicks, hanako);
    assertEquals("北浜信用組合", app.token().institution());
    clicks.follow("ワンタイムパスワード申請内容選択へ").press("利用開始").at("ワンタイムパスワードの利用開始");
    assertThat(clicks.page().locator("main form.step input:not([type=hidden])")).hasCount(1);
    clicks.type("code", Issues.code(app)).press("利用開始する").at("利用開始を受け付けました");
  }
}
