package dev.kagimori.bank;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kagimori.browser.Chromium;
import dev.kagimori.browser.Screen;
import dev.kagimori.testkit.Fob;
import dev.kagimori.testkit.ReferenceSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What customers see while the token service's answers do not come. */
class BankLineIT {
  @RegisterExtension static final BankTown town = new BankTown();
  @RegisterExtension static final Chromium chromium = new Chromium();

  @AfterEach
  void heal() {
    town.line().deaf(false);
  }

  private static Clicks atStart(Person who, Fob fob) {
    var clicks = new Clicks(chromium.page(Screen.PHONE, "ja-JP"));
    clicks.open(who.bank() + "/login?for=start").logIn(who).press("次へ");
    clicks.at("ワンタイムパスワードの利用開始").type("serial", fob.serial()).type("code", fob.code());
    return clicks.type("ownPassword", who.ownPassword());
  }

  @Test
  @DisplayName(
      "E3: where nobody knows what became of a start, it is asked again until it is known, and"
          + " done once")
  void theOutcomeIsAskedAgain() {
    var who = town.person(ReferenceSystem.E);
    var fob = who.customer().fob();
    var clicks = atStart(who, fob);
    town.line().deaf(true);
    clicks.press("利用開始する").at("結果を確認しています").sees("二重に行われることはありません");
    town.line().deaf(false);
    clicks.page().goBack();
    clicks.at("結果を確認しています").look("e-unknown-phone");
    assertThat(clicks.page().locator("[name=code]")).hasCount(0);
    clicks.press("もう一度確認する").at("利用開始を受け付けました");
    assertEquals(fob.serial(), clicks.fact("シリアル番号"));
    var receipt = clicks.fact("受付番号");
    clicks.page().reload();
    assertEquals(receipt, clicks.at("利用開始を受け付けました").fact("受付番号"));
  }

  @Test
  void aLoginDuringAnOutageSaysThatNothingIsToBeHad() {
    var who = town.person(ReferenceSystem.A);
    var clicks = new Clicks(chromium.page(Screen.PC, "ja-JP"));
    clicks.open(who.bank() + "/login").logIn(who);
    town.line().deaf(true);
    clicks.press("ログイン").at("ただいまご利用いただけません");
    town.line().deaf(false);
    clicks.open(who.bank() + "/login").logIn(who).press("ログイン").at("トップページ");
  }
}
