package dev.kagimori.bank;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Media;
import dev.kagimori.browser.Chromium;
import dev.kagimori.browser.Looks;
import dev.kagimori.browser.Screen;
import dev.kagimori.testkit.ReferenceSystem;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The pages that tell, and what all pages are made of. */
class BankPagesIT {
  private static final List<String> KEYS =
      "0123456789abcdefghijklmnopqrstuvwxyz".chars().mapToObj(Character::toString).toList();

  @RegisterExtension static final BankTown town = new BankTown();
  @RegisterExtension static final Chromium chromium = new Chromium();

  @Test
  @DisplayName(
      "E12, E13: pictures show where serial number and code are, of each fob and of the app, in"
          + " both languages, on a PC, a phone and enlarged")
  void whereSerialNumberAndCodeAre() {
    for (var screen : Screen.values()) {
      for (var lang : List.of("ja", "en")) {
        var page = chromium.page(screen, lang);
        page.navigate(town.bank(ReferenceSystem.E) + "/where");
        assertThat(pictures(page)).hasCount(4);
        for (var begins : List.of("2V", "GM", "SY", "KG"))
          assertThat(page.locator("svg[aria-label*='" + begins + "']")).hasCount(1);
        Looks.good(page, "where-" + screen + "-" + lang);
      }
    }
  }

  private static Locator pictures(Page page) {
    return page.locator("figure svg[role=img]");
  }

  @Test
  @DisplayName("E13: token ID and credential ID are told as other names of the serial number")
  void otherNames() {
    var page = chromium.page(Screen.PC, "ja-JP");
    page.navigate(town.bank(ReferenceSystem.E) + "/where");
    assertThat(page.locator("main")).containsText("トークンID、クレデンシャルID");
  }

  @Test
  @DisplayName("E17: the app comes by its name, link and QR code, with the least OS versions")
  void theApp() {
    for (var system : ReferenceSystem.values()) {
      var page = chromium.page(Screen.PC, "ja-JP");
      page.navigate(town.bank(system) + "/app");
      assertThat(page.getByText("16.4 以上")).isVisible();
      assertThat(page.locator("svg.qr")).isVisible();
      Looks.good(page, "app-" + BankTown.tag(system));
    }
  }

  @Test
  @DisplayName("E8, E17: an app that issues itself a token is told by its link whose")
  void theAppIsToldWhoseItIs() {
    var page = chromium.page(Screen.PHONE, "en-GB");
    page.navigate(town.bank(ReferenceSystem.E) + "/app");
    var link = page.locator("main a[role=button]").getAttribute("href");
    assertTrue(link.matches(".*/app/#s=[0-9]{8}&m=KG"), link);
    Looks.good(page, "app-e-phone-en");
  }

  @Test
  @DisplayName("E11, E16, A13, A17, A19, B11, C11: questions are answered by the bank's own terms")
  void questionsAndAnswers() {
    for (var system : ReferenceSystem.values()) {
      for (var lang : List.of("ja", "en")) {
        var page = chromium.page(Screen.PC, lang);
        page.navigate(town.bank(system) + "/help");
        assertThat(page.locator(".help-desk .phone")).containsText("0120-000-");
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)");
        Looks.good(page, "help-" + BankTown.tag(system) + "-" + lang);
      }
    }
  }

  @Test
  @DisplayName("E16: what E says of a new phone is the exchange, and A the release before it")
  void aNewPhone() {
    var page = chromium.page(Screen.PHONE, "ja-JP");
    page.navigate(town.bank(ReferenceSystem.E) + "/help");
    page.getByText("スマートフォンを買い替えます").click();
    assertThat(page.getByText("新しいトークンの登録が済むまで、以前のアプリを削除しないでください")).isVisible();
    page.navigate(town.bank(ReferenceSystem.A) + "/help");
    page.getByText("スマートフォンを買い替えます").click();
    assertThat(page.getByText("「利用解除」のお手続きをし")).isVisible();
    Looks.good(page, "help-a-phone");
  }

  @Test
  @DisplayName("E15: the soft keyboard's keys lie in a new order at each opening, and type")
  void softKeyboard() {
    var page = login(Screen.PC);
    var field = page.locator("[name=password]");
    var first = openKeyboard(page);
    assertEquals(KEYS, first.stream().sorted().toList());
    press(page, "大文字／小文字");
    keyboard(page).getByText("K", new Locator.GetByTextOptions().setExact(true)).click();
    press(page, "大文字／小文字");
    keyboard(page).getByText("q", new Locator.GetByTextOptions().setExact(true)).click();
    keyboard(page).getByText("7", new Locator.GetByTextOptions().setExact(true)).click();
    assertThat(field).hasValue("Kq7");
    press(page, "1文字消す");
    assertThat(field).hasValue("Kq");
    field.focus();
    page.keyboard().type("x");
    assertThat(field).hasValue("Kqx");
    Looks.good(page, "soft-keyboard-pc");
    press(page, "すべて消す");
    assertThat(field).hasValue("");
    page.keyboard().press("Escape");
    assertThat(keyboard(page)).isHidden();
    assertNotEquals(first, openKeyboard(page), "one in 10^33");
  }

  @Test
  @DisplayName(
      "E12, E15: the soft keyboard is touched on a phone, and stays in its window enlarged")
  void softKeyboardOnAPhone() {
    for (var screen : List.of(Screen.PHONE, Screen.ENLARGED)) {
      var page = login(screen);
      openKeyboard(page);
      if (screen == Screen.PHONE)
        keyboard(page).getByText("5", new Locator.GetByTextOptions().setExact(true)).tap();
      Looks.good(page, "soft-keyboard-" + screen);
    }
  }

  private static Page login(Screen screen) {
    var page = chromium.page(screen, "ja-JP");
    page.navigate(town.bank(ReferenceSystem.E) + "/login");
    return page;
  }

  private static List<String> openKeyboard(Page page) {
    press(page, "ソフトウェアキーボードを開く");
    return keyboard(page).locator("button").allTextContents().stream()
        .filter(key -> key.length() == 1)
        .toList();
  }

  private static Locator keyboard(Page page) {
    return page.getByRole(AriaRole.GROUP, new Page.GetByRoleOptions().setName("ソフトウェアキーボード"));
  }

  private static void press(Page page, String name) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true))
        .first()
        .click();
  }

  @Test
  @DisplayName("A12: the text's size is chosen on every page, and kept")
  void textSize() {
    var page = login(Screen.PHONE);
    var before = fontSize(page);
    press(page, "大");
    assertEquals(before * 1.25, fontSize(page));
    page.navigate(town.bank(ReferenceSystem.E) + "/help");
    assertEquals(before * 1.25, fontSize(page));
    Looks.good(page, "large-text");
    press(page, "標準");
    assertEquals(before, fontSize(page));
  }

  private static double fontSize(Page page) {
    return ((Number)
            page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)"))
        .doubleValue();
  }

  @Test
  @DisplayName("A12: FAQ and the other language are one click away, and the language is kept")
  void language() {
    var page = login(Screen.PC);
    new Clicks(page).follow("English").at("Log in").follow("FAQ").at("Questions and answers");
    assertEquals("en", page.getAttribute("html", "lang"));
    new Clicks(page).follow("日本語").at("よくあるご質問");
  }

  @Test
  @DisplayName("a wrong field has the focus, and says what is wrong; nothing but colour is not it")
  void wrongField() {
    var page = login(Screen.PC);
    page.locator("[name=loginId]").fill("c-1");
    press(page, "ログイン");
    var field = page.locator("[name=password]");
    assertThat(field).isFocused();
    assertThat(field).hasAttribute("aria-invalid", "true");
    assertThat(field).hasAccessibleDescription(java.util.regex.Pattern.compile(".*入力してください。"));
    assertThat(page.locator("#notices a")).hasCount(1);
    Looks.good(page, "wrong-field");
  }

  @Test
  @DisplayName("a form is sent once: a second click is held back, and back in the page it is free")
  void once() {
    var page = login(Screen.PC);
    page.evaluate(
        """
        () => {
          window.held = [];
          document.addEventListener("submit", (event) => {
            window.held.push(event.defaultPrevented);
            event.preventDefault();
          });
        }
        """);
    var button = page.locator("main button.main");
    button.click();
    assertThat(button).hasText("送信中…");
    button.dispatchEvent("click");
    assertEquals(List.of(false, true), page.evaluate("window.held"));
    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))");
    assertThat(button).hasText("ログイン");
  }

  @Test
  @DisplayName("A12: a result can be printed, without tools and buttons")
  void print() {
    var hanako = town.person(ReferenceSystem.E);
    var fob = hanako.customer().fob();
    var page = chromium.page(Screen.PC, "ja-JP");
    var clicks = new Clicks(page).open(hanako.bank() + "/login?for=start").logIn(hanako);
    clicks.press("次へ").at("ワンタイムパスワードの利用開始");
    clicks.type("serial", fob.serial()).type("code", fob.code());
    clicks.type("ownPassword", hanako.ownPassword()).press("利用開始する");
    clicks.at("利用開始を受け付けました");
    page.evaluate("window.print = () => { document.title = 'printed'; }");
    clicks.press("ページを印刷する");
    assertEquals("printed", page.title());
    page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
    for (var unprinted : List.of(".tools", ".actions", "footer", ".trail"))
      assertThat(page.locator(unprinted).first()).isHidden();
    assertThat(page.locator(".receipt")).isVisible();
    Looks.shot(page, "receipt-printed");
  }

  @Test
  @DisplayName("without script nothing is shown that needs one, and a login goes on")
  void withoutScript() {
    var hanako = town.person(ReferenceSystem.A);
    var page = chromium.personWithoutScript(Screen.PC, "ja-JP").newPage();
    page.navigate(hanako.bank() + "/login");
    assertThat(page.locator(".text-size")).isHidden();
    assertThat(page.locator(".open-keys")).hasCount(0);
    Looks.shot(page, "without-script");
    var clicks = new Clicks(page).logIn(hanako).press("ログイン").at("トップページ");
    clicks.press("ログアウト").at("インターネットバンキング");
  }

  @Test
  void theFiveBanksAreFoundFromTheRoot() {
    var page = chromium.page(Screen.PHONE, "ja-JP");
    page.navigate(town.bank(ReferenceSystem.E).replaceAll("/minato$", "/"));
    Looks.good(page, "hall");
    new Clicks(page).follow("みなと信用金庫").at("インターネットバンキング");
  }

  @Test
  void anAddressThatIsNoneSaysSo() {
    var clicks = new Clicks(chromium.page(Screen.PHONE, "ja-JP"));
    clicks.open(town.bank(ReferenceSystem.A) + "/nanimo/nai").at("ページが見つかりません");
    Looks.good(clicks.page(), "not-found");
  }
}
