package dev.kagimori.bank;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.browser.Chromium;
import dev.kagimori.browser.Screen;
import dev.kagimori.testkit.ReferenceSystem;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BankOfSystemEIT {
  @RegisterExtension static final BankTown town = new BankTown();
  @RegisterExtension static final Chromium chromium = new Chromium();

  @Test
  @DisplayName(
      "E2, E3, E5, E6, E12, E14: from the three buttons: start, login, exchange, stop, by clicking,"
          + " on a PC")
  void fromStartToStop() {
    walk(Screen.PC, "pc");
  }

  @Test
  @DisplayName("E2, E3, E5, E6, E12, E14: the same on a phone")
  void fromStartToStopOnAPhone() {
    walk(Screen.PHONE, "phone");
  }

  private static void walk(Screen screen, String name) {
    var hanako = town.person(ReferenceSystem.E);
    var fob = hanako.customer().fob();
    var second = hanako.customer().fob();
    var page = chromium.page(screen, "ja-JP");
    var clicks = new Clicks(page);

    clicks.open(hanako.bank() + "/").at("インターネットバンキング");
    clicks.look("e-entrance-" + name);
    clicks.follow("利用開始").at("利用開始");
    clicks.look("e-login-" + name);
    clicks.logIn(hanako).press("次へ").at("ワンタイムパスワードの利用開始");
    clicks.look("e-start-" + name);
    clicks
        .type("serial", " " + fob.serial().toLowerCase(Locale.ROOT) + " ")
        .type("code", fob.code())
        .choose("loginOtp", "true")
        .type("ownPassword", hanako.ownPassword())
        .press("利用開始する")
        .at("利用開始を受け付けました");
    clicks.look("e-started-" + name);
    assertTrue(clicks.fact("受付番号").matches("[0-9]{7}"), clicks.fact("受付番号"));
    assertTrue(clicks.fact("受付時刻").matches("2026年11月[0-9]+日 [0-9]+時[0-9]{2}分[0-9]{2}秒"));
    assertEquals(fob.serial(), clicks.fact("シリアル番号"));
    assertEquals("認証する", clicks.fact("ログイン時認証要否"));

    town.time().nextStep();
    clicks.follow("ログインページへ").follow("ログイン").at("ログイン");
    clicks.logIn(hanako).press("ログイン").at("ワンタイムパスワードの入力");
    clicks.look("e-login-code-" + name);
    clicks.type("code", fob.code()).press("ログイン").at("トップページ");
    clicks.look("e-home-" + name);
    town.time().nextStep();
    transfer(clicks, fob.code(), name);
    clicks.press("ログアウト").at("インターネットバンキング");

    town.time().nextStep();
    clicks.follow("交換").at("交換").logIn(hanako).press("次へ").at("交換：現在のトークン");
    clicks.look("e-exchange-old-" + name);
    clicks.type("code", fob.code()).press("次へ").at("交換：新しいトークン");
    clicks.look("e-exchange-new-" + name);
    clicks.type("serial", second.serial()).type("code", second.code()).press("交換する");
    clicks.at("交換を受け付けました");
    clicks.look("e-exchanged-" + name);
    assertEquals(second.serial(), clicks.fact("変更後"));
    assertEquals(fob.serial(), clicks.fact("変更前"));

    town.time().nextStep();
    clicks.follow("ログインページへ").follow("利用中止").at("利用中止").logIn(hanako).press("次へ");
    clicks.at("ワンタイムパスワードの利用中止");
    clicks.look("e-stop-" + name);
    clicks.type("code", second.code()).type("ownPassword", hanako.ownPassword());
    clicks.press("利用を中止する").at("利用中止を受け付けました");
    clicks.look("e-stopped-" + name);
  }

  private static void transfer(Clicks clicks, String code, String name) {
    clicks.press("振込").at("振込");
    clicks.look("e-transfer-" + name);
    var from = clicks.page().locator("select[name=from] option").nth(1).getAttribute("value");
    clicks.choose("from", from).choose("payee", "1").type("amount", "３０,０００").press("次へ");
    clicks.at("振込：内容の確認");
    clicks.look("e-transfer-confirm-" + name);
    clicks.type("code", code).press("確定する").at("振込を受け付けました");
    clicks.look("e-transfer-done-" + name);
    assertEquals("30,000円", clicks.fact("金額"));
    clicks.follow("トップページへ").at("トップページ").sees("2,970,000円");
  }
}
