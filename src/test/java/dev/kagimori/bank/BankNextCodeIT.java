package dev.kagimori.bank;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import dev.kagimori.browser.Chromium;
import dev.kagimori.browser.Looks;
import dev.kagimori.browser.Screen;
import dev.kagimori.secrets.Secrets;
import dev.kagimori.testkit.App;
import dev.kagimori.testkit.Fob;
import dev.kagimori.testkit.ReferenceSystem;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Where a clock is far off the page asks for the code after the first, and keeps the first. */
class BankNextCodeIT {
  private static final Duration OFF = Duration.ofMinutes(5);

  @RegisterExtension static final BankTown town = new BankTown();
  @RegisterExtension static final Chromium chromium = new Chromium();

  private static Clicks begin(Person who, String purpose, String heading) {
    var clicks = new Clicks(chromium.page(Screen.PC, "ja-JP"));
    return clicks.open(who.bank() + "/login?for=" + purpose).logIn(who).press("次へ").at(heading);
  }

  private static String far(Fob fob) {
    return Secrets.code(fob.codeAt(town.time().instant().plus(OFF)));
  }

  private static String far(App app) {
    return Secrets.code(app.token().codeAt(town.time().instant().plus(OFF)));
  }

  private static Locator code(Clicks clicks) {
    return clicks.page().locator("[name=code]");
  }

  private static Locator nextCode(Clicks clicks) {
    return clicks.page().locator("[name=nextCode]");
  }

  /** A start whose first code came from far off. */
  private static Clicks farStart(Person who, Fob fob) {
    var clicks = begin(who, "start", "ワンタイムパスワードの利用開始");
    clicks.type("serial", fob.serial()).type("code", far(fob));
    return clicks.type("ownPassword", who.ownPassword()).press("利用開始する").sees("トークンの時計を確認します");
  }

  @Test
  void aFobWhoseClockIsFarOffIsAskedForItsNextCode() {
    var who = town.person(ReferenceSystem.E);
    var fob = who.customer().fob();
    var clicks = farStart(who, fob);
    Looks.good(clicks.page(), "e-next-code-pc");
    town.time().nextStep();
    clicks.type("nextCode", far(fob)).type("ownPassword", who.ownPassword());
    clicks.press("利用開始する").at("利用開始を受け付けました");
  }

  @Test
  void aWrongSecondCodeBeginsAnewWithTheFirst() {
    var who = town.person(ReferenceSystem.E);
    var fob = who.customer().fob();
    var clicks = farStart(who, fob);
    town.time().nextStep();
    clicks.type("nextCode", fob.wrongCode(0)).type("ownPassword", who.ownPassword());
    clicks.press("利用開始する").sees("登録できませんでした");
    assertThat(nextCode(clicks)).hasCount(0);
    town.time().nextStep();
    clicks.type("code", Secrets.code(fob.code())).type("ownPassword", who.ownPassword());
    clicks.press("利用開始する").at("利用開始を受け付けました");
  }

  @Test
  void anAppWhoseStartIsRefusedIsAskedForOneCodeAgain() {
    var who = town.person(ReferenceSystem.C);
    var app = who.customer().app();
    var clicks = new Clicks(chromium.page(Screen.PHONE, "ja-JP"));
    clicks.open(who.bank() + "/login").logIn(who).press("ログイン").at("トップページ");
    clicks.follow("ワンタイムパスワード").press("利用開始").at("ワンタイムパスワードの利用開始");
    clicks.type("code", far(app)).press("利用開始する").sees("トークンの時計を確認します");
    town.nextCode();
    clicks.type("nextCode", app.wrongCode(0)).press("利用開始する");
    assertThat(clicks.page().locator("#code-error")).containsText("確認できませんでした");
    assertThat(nextCode(clicks)).hasCount(0);
    town.nextCode();
    clicks.type("code", Secrets.code(app.code())).press("利用開始する").at("利用開始を受け付けました");
  }

  @Test
  void backFromTheNewTokenTheKeptCodeIsForgotten() {
    var who = town.person(ReferenceSystem.E);
    var old = who.customer().fob();
    var other = who.customer().fob();
    who.customer().starts(old);
    town.nextCode();
    var clicks = begin(who, "exchange", "交換：現在のトークン");
    clicks.type("code", Secrets.code(old.code())).press("次へ").at("交換：新しいトークン");
    clicks.type("serial", other.serial()).type("code", far(other)).press("交換する");
    assertThat(nextCode(clicks)).hasCount(1);
    clicks.follow("戻る").at("交換：現在のトークン");
    assertThat(code(clicks)).hasCount(1);
    town.nextCode();
    clicks.type("code", Secrets.code(old.code())).press("次へ").at("交換：新しいトークン");
    assertThat(nextCode(clicks)).hasCount(0);
    clicks.type("serial", other.serial()).type("code", Secrets.code(other.code()));
    clicks.press("交換する").at("交換を受け付けました");
  }
}
