package dev.kagimori.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.kagimori.browser.Chromium;
import dev.kagimori.browser.Screen;
import dev.kagimori.secrets.Secrets;
import dev.kagimori.testkit.AppIssue;
import dev.kagimori.testkit.Customer;
import dev.kagimori.testkit.RunningKagimori;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A phone in a customer's hand: its browser has the app, and its clock is the service's. */
final class Handset {
  static final String CODE = ".code .sr";

  private final RunningKagimori kagimori;
  private final BrowserContext context;
  private final boolean japanese;
  private Duration off = Duration.ZERO;
  private @Nullable String shownBefore;
  Page page;

  private Handset(RunningKagimori kagimori, BrowserContext context, boolean japanese) {
    this.kagimori = kagimori;
    this.context = context;
    this.japanese = japanese;
    page = context.newPage();
    clockIsSet();
  }

  static Handset of(RunningKagimori kagimori, Chromium chromium) {
    return of(kagimori, chromium, Screen.PHONE, "ja-JP");
  }

  static Handset of(RunningKagimori kagimori, Chromium chromium, Screen screen, String locale) {
    return new Handset(kagimori, chromium.person(screen, locale), locale.startsWith("ja"));
  }

  BrowserContext context() {
    return context;
  }

  /** Sets the phone's clock by the service's, and as far off it as was said. */
  void clockIsSet() {
    context.clock().setFixedTime(Date.from(kagimori.time().instant().plus(off)));
  }

  void clockIsOff(Duration before) {
    off = before;
    clockIsSet();
  }

  /** Some time goes by, here and there. */
  void pass(Duration duration) {
    shownBefore = page.locator(CODE).count() == 0 ? null : page.locator(CODE).textContent();
    kagimori.time().pass(duration);
    clockIsSet();
  }

  /** Another window of the same app. */
  Page window() {
    var other = context.newPage();
    other.navigate(address(""));
    return other;
  }

  String address(String fragment) {
    return kagimori.uri() + "/app/" + fragment;
  }

  static String link(AppIssue issue) {
    return "#s=" + issue.serviceId() + "&u=" + issue.userId();
  }

  /** Opens it for the first time, and lets it use the network. */
  Handset open(String fragment) {
    page.navigate(address(fragment));
    press("はい", "Yes");
    page.locator("#consent").waitFor();
    return this;
  }

  /** Once more, as after a restart. */
  void restart() {
    page.reload();
  }

  Locator button(String ja, String en) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(japanese ? ja : en).setExact(true));
  }

  void press(String ja, String en) {
    button(ja, en).click();
  }

  void type(String field, String text) {
    page.locator("#" + field).fill(text);
  }

  /** Fills in what an issue told, agrees, and sends. */
  void send(String serviceId, String userId, String startPassword) {
    type("serviceId", serviceId);
    type("userId", userId);
    sendPassword(startPassword);
  }

  void sendPassword(String startPassword) {
    type("startPassword", startPassword);
    agreeAndSend();
  }

  void agreeAndSend() {
    page.locator("#consent").check();
    press("送信", "Send");
  }

  /** Initial set-up by the link, to the first code. */
  Handset setUp(AppIssue issue) {
    open(link(issue)).sendPassword(issue.startPassword());
    page.locator(CODE).waitFor();
    return this;
  }

  /** One more token. */
  void add(AppIssue issue, String own) {
    page.locator(".adding button").click();
    type("own", own);
    send(issue.serviceId(), issue.userId(), issue.startPassword());
    page.locator(CODE).waitFor();
  }

  /** What it shows, when it shows what its clock's time makes it. */
  String code() {
    return Secrets.code(page.locator(CODE).textContent().replace(" ", ""));
  }

  String serial() {
    return page.locator(".card .serial").textContent();
  }

  String name() {
    return page.locator(".card .name").textContent();
  }

  /** The customer types what it shows into the bank's page (利用開始). */
  void startsAt(Customer customer) {
    assertEquals("START", Bank.start(customer, serial(), code()));
  }

  /** Waits until it shows another code than now. */
  void codeChanges() {
    var shown = shownBefore;
    if (shown != null) assertThat(page.locator(CODE)).not().hasText(shown);
  }

  /** A token without a customer, after which there are so many. */
  void selfIssue(String serviceId, int many) {
    page.evaluate("fragment => (location.hash = fragment)", "#s=" + serviceId + "&m=KG");
    page.locator("#consent").waitFor();
    agreeAndSend();
    assertThat(page.locator(".adding")).containsText("設定済み " + many + "個");
  }

  /** The tokens to choose from, in their order. */
  List<String> names() {
    return page.locator(".row-name").allTextContents();
  }

  void choose(String name) {
    page.getByText(name, new Page.GetByTextOptions().setExact(true)).click();
    assertThat(page.locator(".card .name")).hasText(name);
  }

  void rename(String name) {
    press("トークンの設定", "Token settings");
    type("name", name);
    press("保存する", "Save");
    page.locator(CODE).waitFor();
  }

  /** Sets an app lock code. */
  void lock(String lockCode) {
    press("設定", "Settings");
    press("アプリロックコードを設定する", "Set an app lock code");
    type("code", lockCode);
    type("again", lockCode);
    press("保存する", "Save");
    button("アプリロックコードを変更する", "Change the app lock code").waitFor();
  }

  void unlock(String lockCode) {
    forget();
    type("lock", lockCode);
    press("開く", "Open");
  }

  /** What was told before is not to be taken for what comes next. */
  void forget() {
    page.locator(".problem").evaluateAll("boxes => boxes.forEach((box) => box.remove())");
  }

  /** Waits until the service worker has the whole app. */
  void isKept() {
    page.evaluate("navigator.serviceWorker.ready.then(() => undefined)");
  }

  /** What its browser keeps of the app. */
  AppStorage storage() {
    return new AppStorage(page);
  }

  /** Another app is in front for so long. */
  void away(Duration duration) {
    visible(false);
    pass(duration);
    visible(true);
  }

  private void visible(boolean is) {
    page.evaluate(
        """
        is => {
          Object.defineProperty(document, 'hidden', { value: !is, configurable: true });
          document.dispatchEvent(new Event('visibilitychange'));
        }
        """,
        is);
  }

  /** What its camera sees from now on: a QR code with this text, or what {@code seen} says then. */
  void sees(String text) {
    context.addInitScript(
        """
        globalThis.seen = '%s';
        globalThis.BarcodeDetector = class {
          static async getSupportedFormats() { return ['qr_code']; }
          async detect() { return [{ rawValue: globalThis.seen }]; }
        };
        const picture = async () => document.createElement('canvas').captureStream();
        navigator.mediaDevices.getUserMedia = picture;
        """
            .formatted(text));
  }

  /** What went wrong, as it is told. */
  Locator problem() {
    return page.locator(".problem");
  }

  Locator problem(String code) {
    var box =
        page.locator(
            ".problem",
            new Page.LocatorOptions()
                .setHas(
                    page.locator("strong", new Page.LocatorOptions().setHasText(exactly(code)))));
    box.waitFor();
    return box;
  }

  private static Pattern exactly(String text) {
    return Pattern.compile("^" + text + "$");
  }
}
