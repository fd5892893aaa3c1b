package dev.kagimori.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.kagimori.browser.Chromium;
import dev.kagimori.browser.Looks;
import dev.kagimori.browser.Screen;
import dev.kagimori.fob.device.Fob;
import dev.kagimori.fob.device.Fobs;
import dev.kagimori.fob.device.Make;
import dev.kagimori.fob.device.Totp;
import dev.kagimori.fob.drawer.Drawer;
import dev.kagimori.fob.junit.FobRackExtension;
import dev.kagimori.fob.rack.Rack;
import dev.kagimori.fob.reader.RackReader;
import dev.kagimori.secrets.Secrets;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The fobs' drawer as a person before a browser has it. */
@Timeout(120)
class FobDrawerIT {
  private static final long LIT_MILLIS = 30_000;

  @RegisterExtension static final Chromium chromium = new Chromium();

  @RegisterExtension
  final FobRackExtension rack =
      FobRackExtension.of(60).makes(Make.GM6, Make.SY6, Make.TK6, Make.TK8);

  private AutoCloseable closing = () -> {};
  private String address = "";

  @BeforeEach
  void open() throws IOException {
    for (var fob : rack.fobs()) Secrets.seed(Objects.requireNonNull(fob.seed()).reveal());
    rack.rack().adjustable(true);
    var drawer = Drawer.open(rack.line().toString(), Rack.BAUD, 0);
    closing = drawer;
    address = drawer.uri().toString();
  }

  @AfterEach
  void close() throws Exception {
    closing.close();
  }

  private Page page(Screen screen, String locale) {
    var page = chromium.page(screen, locale);
    page.clock().install();
    page.navigate(address);
    assertThat(page.locator(".fob")).hasCount(24);
    return page;
  }

  private static Locator card(Page page, Fob fob) {
    return page.locator(".fob").filter(new Locator.FilterOptions().setHasText(fob.serial()));
  }

  private static Locator device(Page page, Fob fob) {
    return card(page, fob).locator(".device");
  }

  private static void shows(Page page, Fob fob, String text) {
    assertThat(card(page, fob).locator(".said"))
        .hasText(String.join(" ", text.split("", -1)).strip());
  }

  private String totp(Fob fob, Instant at) {
    var rule = Objects.requireNonNull(fob.rule());
    return Totp.code(Objects.requireNonNull(fob.seed()), rule, at);
  }

  private String current(Fob fob) {
    return totp(fob, fob.clock(rack.time().instant()));
  }

  private Page settings(Page page, Fob fob, String name) {
    card(page, fob).getByText(name, new Locator.GetByTextOptions().setExact(true)).click();
    assertThat(page.locator("dialog")).isVisible();
    return page;
  }

  @Test
  @DisplayName("F2: a click shows the code of now, a second one and half a minute blank it")
  void aClickShowsTheCode() {
    var page = page(Screen.PC, "ja-JP");
    for (var fob : List.of(rack.fobs().get(0), rack.fobs().get(16))) {
      device(page, fob).click();
      shows(page, fob, current(fob));
      device(page, fob).click();
      shows(page, fob, "");
      device(page, fob).click();
      shows(page, fob, current(fob)); // the same step, the same code
      page.clock().fastForward(LIT_MILLIS - 2_000);
      shows(page, fob, current(fob));
      page.clock().fastForward(2_100);
      shows(page, fob, "");
      rack.time().pass(Duration.ofSeconds(30));
    }
  }

  @Test
  @DisplayName("F2: a fob is pressed with the keyboard, and its code copied")
  void byKeyboardAndCopied() {
    var person = chromium.person(Screen.PC, "en-GB");
    person.grantPermissions(
        List.of("clipboard-read", "clipboard-write"),
        new BrowserContext.GrantPermissionsOptions().setOrigin(address));
    var page = person.newPage();
    page.navigate(address);
    var fob = rack.fobs().getFirst();
    device(page, fob).focus();
    page.keyboard().press("Enter");
    shows(page, fob, current(fob));
    page.keyboard().press("Tab");
    page.keyboard().press("Space");
    assertThat(card(page, fob).locator(".copy")).hasText("Copied");
    assertEquals(current(fob), page.evaluate("navigator.clipboard.readText()"));
    device(page, fob).focus();
    page.keyboard().press("Space");
    shows(page, fob, "");
    assertThat(card(page, fob).locator(".copy")).isDisabled();
  }

  @Test
  @DisplayName(
      "F3: a dying battery warns before the code, an empty one stays dark, a new one revives")
  void batteriesAreSetWithTheMouse() {
    var page = page(Screen.PC, "ja-JP");
    var fob = rack.fobs().getFirst();
    settings(page, fob, "設定");
    page.locator("[data-battery='9']").click();
    assertThat(page.locator("#battery-value")).hasText("9 %");
    page.keyboard().press("Escape");
    var code = current(fob);
    device(page, fob).click();
    assertThat(card(page, fob).locator(".said")).hasText("電池残量警告 bAtt 09");
    Looks.shot(page, "drawer-battery");
    rack.time().pass(Duration.ofSeconds(2));
    page.clock().fastForward(2_100);
    shows(page, fob, code);
    settings(page, fob, "設定");
    page.locator("[data-battery='0']").click();
    assertThat(page.locator("#battery-value")).hasText("0 %");
    page.keyboard().press("Escape");
    shows(page, fob, "");
    device(page, fob).click();
    assertThat(card(page, fob).locator(".note")).hasText("電池切れ");
    assertThat(page.locator("#trouble")).containsText("電池が切れています");
    settings(page, fob, "設定");
    page.locator("[data-battery='100']").click();
    assertThat(page.locator("#battery-value")).hasText("100 %");
    page.keyboard().press("Escape");
    device(page, fob).click();
    shows(page, fob, current(fob));
    assertThat(page.locator("#trouble")).isEmpty();
  }

  @Test
  @DisplayName("F4: clocks are set wrong and made slow, with the mouse and with the keyboard")
  void clocksAreSet() {
    var page = page(Screen.PC, "ja-JP");
    var fob = rack.fobs().getFirst();
    settings(page, fob, "設定");
    page.getByText("合わせる", new Page.GetByTextOptions().setExact(true)).click();
    assertThat(page.locator("#offset-value")).hasText("正確");
    page.getByText("1 分遅らせる").click();
    assertThat(page.locator("#offset-value")).hasText("1 分 0 秒 遅れ");
    page.locator("#offset").focus();
    page.keyboard().press("ArrowRight");
    assertThat(page.locator("#offset-value")).hasText("59 秒 遅れ");
    page.getByText("最も遅い").click();
    assertThat(page.locator("#rate-value")).hasText("一日 8.6 秒遅れる（−100 ppm）");
    Looks.good(page, "drawer-settings");
    page.keyboard().press("Escape");
    rack.time().pass(Duration.ofDays(1));
    var now = rack.time().instant();
    assertEquals(now.minusMillis(59_000 + 8_640), fob.clock(now));
    device(page, fob).click();
    shows(page, fob, totp(fob, now.minusMillis(59_000 + 8_640)));
  }

  @Test
  void manyFobsAreFoundAndTurnedPageByPage() {
    var page = page(Screen.PC, "en-GB");
    assertThat(page.locator("#count")).hasText("60 fobs");
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Next")).click();
    assertThat(page.locator("#where")).hasText("Page 2 of 3");
    var fob = rack.fobs().getLast();
    page.getByLabel("Find by serial number").fill(fob.serial().substring(4));
    page.keyboard().press("Enter");
    assertThat(page.locator("#count")).hasText("1 of 60 fobs");
    assertThat(card(page, fob)).hasCount(1);
    page.getByText("日本語").click();
    assertThat(page.locator("#count")).hasText("60 個中 1 個");
    assertThat(page.locator("html")).hasAttribute("lang", "ja");
  }

  @Test
  void aLineInUseIsToldUntilItIsFree() throws IOException {
    var page = page(Screen.PHONE, "ja-JP");
    var fob = rack.fobs().getFirst();
    try (var other =
        RackReader.openAlone(rack.line().toString(), Rack.BAUD, Duration.ofSeconds(5))) {
      assertEquals(60, other.hello().fobs());
      device(page, fob).tap();
      assertThat(page.locator("#trouble")).containsText("ほかのプログラムが使用中");
      Looks.good(page, "drawer-line-in-use");
    }
    device(page, fob).tap();
    shows(page, fob, current(fob));
    assertThat(page.locator("#trouble")).isEmpty();
  }

  @Test
  void aRackThatIsNotAdjustableSaysSo() {
    rack.rack().adjustable(false);
    var page = page(Screen.PHONE, "en-GB");
    settings(page, rack.fobs().getFirst(), "Settings");
    assertThat(page.getByText("can't be changed").first()).isVisible();
    assertFalse(page.locator("#offset").isVisible());
    assertThat(page.locator("#of-battery")).hasText("100 %");
    Looks.good(page, "drawer-fixed-phone");
  }

  @Test
  void itLooksGoodOnEveryScreen() {
    Fobs.random(3, List.of(Make.TK8), new Random(3), rack.time().instant())
        .forEach(rack.rack()::put);
    for (var screen : Screen.values()) {
      var page = page(screen, screen == Screen.PC ? "ja-JP" : "en-GB");
      for (var at : new int[] {0, 7, 9, 20}) {
        var fob = rack.fobs().get(at);
        device(page, fob).click();
        shows(page, fob, current(fob));
      }
      Looks.good(page, "drawer-" + screen.name().toLowerCase(Locale.ROOT));
      rack.time().pass(Duration.ofSeconds(60));
    }
    var phone = page(Screen.PHONE, "ja-JP");
    settings(phone, rack.fobs().getFirst(), "設定");
    Looks.good(phone, "drawer-settings-phone");
  }
}
