package dev.kagimori.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import dev.kagimori.browser.Chromium;
import dev.kagimori.browser.Looks;
import dev.kagimori.testkit.Customer;
import dev.kagimori.testkit.KagimoriExtension;
import dev.kagimori.testkit.ReferenceSystem;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a customer does with the tokens on the phone. */
class PhoneAppTokensIT {
  @RegisterExtension static final KagimoriExtension kagimori = new KagimoriExtension();
  @RegisterExtension static final Chromium chromium = new Chromium();

  private static Handset handset() {
    return Handset.of(kagimori.service(), chromium);
  }

  private static Customer customer() {
    return kagimori.institution(ReferenceSystem.A).customer("c-1", "hanako");
  }

  @Test
  @DisplayName(
      "D5: ten tokens in one app, _2, _3, … in the order of adding, a chooser; no eleventh")
  void tenTokens() {
    var taiga = kagimori.institution(ReferenceSystem.D);
    var business = taiga.business("c-1", List.of("boss"), List.of("suzuki", "sato"));
    var phone = handset().setUp(business.master().issue());
    for (var general : business.generals()) phone.add(general.issue(), "");
    assertEquals(List.of("大河商工信用組合", "大河商工信用組合_2", "大河商工信用組合_3"), phone.names());
    var minato = Bank.serviceId(kagimori.institution(ReferenceSystem.E));
    for (int more = 4; more <= 10; more++) phone.selfIssue(minato, more);
    assertEquals("みなと信用金庫_7", phone.name());
    Looks.good(phone.page, "app-ten-tokens-ja");
    phone.press("トークン追加", "Add a token");
    assertThat(phone.problem()).containsText("10個まで");
    Looks.good(phone.page, "app-eleventh-ja");
    phone.press("トークンの画面へ", "To the tokens");
    phone.choose("大河商工信用組合_2");
    assertEquals("大河商工信用組合_2", phone.name());
    var serial = phone.serial();
    phone.restart();
    phone.page.locator(Handset.CODE).waitFor();
    assertEquals(serial, phone.serial());
  }

  @Test
  @DisplayName("D15: own text after the institution's name; A9: the name can be changed, and back")
  void names() {
    var business =
        kagimori.institution(ReferenceSystem.D).business("c-1", List.of("boss"), List.of("suzuki"));
    var phone = handset().setUp(business.master().issue());
    phone.add(business.general().issue(), "給与用");
    assertEquals(List.of("大河商工信用組合", "大河商工信用組合 給与用"), phone.names());
    phone.rename("社長の支払用");
    assertEquals("社長の支払用", phone.name());
    assertThat(phone.page.locator(".institution")).hasText("大河商工信用組合");
    phone.rename("");
    assertEquals("大河商工信用組合_2", phone.name());
  }

  @Test
  @DisplayName("A9: the code with its countdown, a new one each minute, and COPY")
  void codeCountdownCopy() {
    var hanako = customer();
    var phone = handset();
    phone.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
    phone.setUp(hanako.issue());
    assertThat(phone.page.locator(".seconds")).hasText("50秒");
    phone.startsAt(hanako);
    var first = phone.code();
    phone.pass(Duration.ofSeconds(49));
    assertThat(phone.page.locator(".seconds")).hasText("1秒");
    assertEquals(first, phone.code());
    phone.pass(Duration.ofSeconds(1));
    phone.codeChanges();
    assertNotEquals(first, phone.code());
    phone.press("コピー", "Copy");
    assertThat(phone.page.locator("#status")).hasText("コピーしました");
    assertEquals(phone.code(), phone.page.evaluate("navigator.clipboard.readText()"));
    assertEquals("ACCEPTED", Bank.verify(hanako, phone.code()));
    assertEquals(0, phone.page.locator(".ring [aria-live], .code [aria-live]").count());
  }

  @Test
  @DisplayName("C4, C5, C6: renewal from 30 days before the end on, and after it; politely offered")
  void renewal() {
    var hanamizuki = kagimori.service().institution(ReferenceSystem.C, idsOnPage());
    var aoi = hanamizuki.customer("c-1", "aoi");
    var phone = handset().setUp(aoi.issue());
    phone.startsAt(aoi);
    assertThat(phone.page.locator(".valid")).hasText("有効期限 2030年11月21日");
    phone.pass(Duration.ofDays(4 * 365 + 1 - 30).minusSeconds(1));
    phone.restart();
    phone.page.locator(Handset.CODE).waitFor();
    assertEquals(0, phone.page.locator(".renewal").count());
    phone.pass(Duration.ofSeconds(1));
    phone.restart();
    phone.page.locator(".renewal").waitFor();
    phone.page.locator(Handset.CODE).waitFor(); // the code goes on being shown
    Looks.good(phone.page, "app-renewal-offered-ja");
    phone.press("有効期限の更新", "Renew validity");
    Looks.good(phone.page, "app-renewal-ja");
    phone.press("更新する", "Renew now");
    assertThat(phone.page.locator(".valid")).hasText("有効期限 2034年10月22日");

    phone.pass(Duration.ofDays(4 * 365 + 1));
    phone.restart();
    assertThat(phone.page.locator(".renewal")).containsText("過ぎたため");
    assertEquals(0, phone.page.locator(Handset.CODE).count());
    Looks.good(phone.page, "app-expired-ja");
    phone.press("有効期限の更新", "Renew validity");
    phone.press("更新する", "Renew now");
    phone.page.locator(Handset.CODE).waitFor();
    phone.pass(Duration.ofMinutes(1));
    phone.codeChanges();
    assertEquals("ACCEPTED", Bank.verify(aoi, phone.code()));
  }

  /** Otherwise the test would have to read the mail. */
  private static JsonObject idsOnPage() {
    return new JsonObject()
        .put("appIssue", new JsonObject().put("idsIn", new JsonArray().add("PAGE")));
  }

  @Test
  @DisplayName("A17: deletion tells that release comes first, and takes a tick")
  void deletion() {
    var hanako = customer();
    var phone = handset().setUp(hanako.issue());
    phone.startsAt(hanako);
    phone.press("トークンの設定", "Token settings");
    Looks.good(phone.page, "app-token-settings-ja");
    phone.press("トークンの削除", "Delete this token");
    assertThat(phone.page.locator(".warning")).containsText("先に、インターネットバンキングで利用解除");
    assertThat(phone.button("削除する", "Delete")).isDisabled();
    Looks.good(phone.page, "app-delete-ja");
    phone.page.locator("#sure").check();
    phone.press("削除する", "Delete");
    assertThat(phone.page.locator("h1")).hasText("初期設定");
    phone.restart();
    assertThat(phone.page.locator("h1")).hasText("初期設定");
  }

  @Test
  @DisplayName("A9: with an app lock code nothing is shown before it; five wrong ones make it wait")
  void appLockCode() {
    var phone = handset().setUp(customer().issue());
    var shown = phone.code();
    phone.press("設定", "Settings");
    phone.page.locator(".languages").waitFor();
    Looks.good(phone.page, "app-settings-ja");
    phone.press("アプリロックコードを設定する", "Set an app lock code");
    assertThat(phone.page.locator("main")).containsText("再発行が必要です");
    phone.type("code", "2468");
    phone.type("again", "2469");
    phone.press("保存する", "Save");
    assertThat(phone.page.locator("#again-wrong")).containsText("一致しません");
    phone.type("again", "２４６８");
    Looks.good(phone.page, "app-lock-set-ja");
    phone.press("保存する", "Save");
    assertThat(phone.page.locator("main")).containsText("設定されています。");

    phone.restart();
    phone.page.locator("#lock").waitFor();
    assertEquals(0, phone.page.locator(Handset.CODE).count());
    Looks.good(phone.page, "app-lock-ja");
    for (int wrong = 1; wrong <= 5; wrong++) {
      phone.unlock("1357");
      phone.problem("A914");
    }
    phone.restart();
    assertThat(phone.page.locator(".note")).containsText("30秒後まで");
    phone.unlock("2468");
    assertThat(phone.problem("A914")).containsText("30秒後まで");
    phone.pass(Duration.ofSeconds(30));
    phone.unlock("2468");
    phone.page.locator(Handset.CODE).waitFor();
    phone.pass(Duration.ofSeconds(20));

    phone.away(Duration.ofMinutes(5).minusSeconds(1));
    assertEquals(1, phone.page.locator(Handset.CODE).count());
    phone.away(Duration.ofMinutes(5));
    phone.page.locator("#lock").waitFor();
    phone.unlock("2468");
    phone.page.locator(Handset.CODE).waitFor();
    assertNotEquals(shown, phone.code());

    phone.press("設定", "Settings");
    phone.press("アプリロックコードを解除する", "Remove the app lock code");
    phone.type("before", "2468");
    phone.press("アプリロックコードを解除する", "Remove the app lock code");
    assertThat(phone.page.locator("main")).containsText("設定されていません");
    phone.restart();
    phone.page.locator(Handset.CODE).waitFor();
  }

  @Test
  void aForgottenLockCodeMeansANewIssue() {
    var phone = handset().setUp(customer().issue());
    phone.lock("2468");
    phone.restart();
    phone.press("アプリロックコードをお忘れの場合", "I forgot the app lock code");
    assertThat(phone.page.locator("main")).containsText("トークンの再発行と利用開始の手続きが必要です");
    Looks.good(phone.page, "app-reset-ja");
    phone.page.locator("#sure").check();
    phone.press("初期化する", "Reset");
    assertThat(phone.page.locator("h1")).hasText("通信の確認");
  }

  @Test
  @DisplayName("A9: a wrong clock is told at the start and in the settings, and another time zone")
  void clock() {
    var phone = handset().setUp(customer().issue());
    phone.press("設定", "Settings");
    phone.press("時計を確認する", "Check the clock");
    assertThat(phone.page.locator("main")).containsText("端末の時計は合っています");
    phone.clockIsOff(Duration.ofSeconds(-20));
    phone.press("時計を確認する", "Check the clock");
    assertThat(phone.page.locator("main")).containsText("約20秒です");
    phone.clockIsOff(Duration.ofMinutes(9));
    phone.press("時計を確認する", "Check the clock");
    assertThat(phone.problem("S0F1")).containsText("日付・時刻・タイムゾーン");
    phone.restart();
    phone.problem("S0F1");
    phone.page.locator(Handset.CODE).waitFor();
    Looks.good(phone.page, "app-clock-ja");
    phone.page.evaluate(
        """
        const Format = Intl.DateTimeFormat;
        Intl.DateTimeFormat = function (...how) {
          const format = new Format(...how);
          format.resolvedOptions = () => ({ timeZone: 'Asia/Dubai' });
          return format;
        };
        """);
    phone.press("設定", "Settings");
    assertThat(phone.page.locator("main")).containsText("Asia/Dubai");
  }

  @Test
  void theLanguageIsRememberedAndEveryViewIsGoodInEnglish() {
    var phone = handset().setUp(customer().issue());
    phone.press("設定", "Settings");
    phone.press("English", "English");
    assertThat(phone.page.locator("h1")).hasText("Settings");
    assertThat(phone.page.locator("html")).hasAttribute("lang", "en");
    Looks.good(phone.page, "app-settings-en");
    phone.restart();
    phone.page.locator(Handset.CODE).waitFor();
    Looks.good(phone.page, "app-home-en");
    for (var press : List.of("Help", "Token settings", "Delete this token")) {
      if (press.equals("Token settings")) phone.page.goBack();
      phone.page.getByText(press, new Page.GetByTextOptions().setExact(true)).click();
      var heading = assertThat(phone.page.locator("h1"));
      heading.hasText(press, new LocatorAssertions.HasTextOptions().setTimeout(10_000));
      Looks.good(phone.page, "app-" + press.toLowerCase(Locale.ROOT).replace(' ', '-') + "-en");
    }
  }
}
