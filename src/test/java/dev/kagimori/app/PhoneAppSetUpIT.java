package dev.kagimori.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Request;
import dev.kagimori.browser.Chromium;
import dev.kagimori.browser.Looks;
import dev.kagimori.browser.Screen;
import dev.kagimori.testkit.Customer;
import dev.kagimori.testkit.Institution;
import dev.kagimori.testkit.KagimoriExtension;
import dev.kagimori.testkit.ReferenceSystem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How a token comes to the phone: by link, QR code, by hand, or without a customer. */
class PhoneAppSetUpIT {
  @RegisterExtension static final KagimoriExtension kagimori = new KagimoriExtension();
  @RegisterExtension static final Chromium chromium = new Chromium();
  private static final AtomicInteger CONTRACTS = new AtomicInteger();

  private static Institution aoba;

  @BeforeAll
  static void institution() {
    aoba = kagimori.institution(ReferenceSystem.A);
  }

  private static Handset handset() {
    return Handset.of(kagimori.service(), chromium);
  }

  private static Customer customer() {
    return aoba.customer("c-" + CONTRACTS.incrementAndGet(), "hanako");
  }

  @Test
  @DisplayName(
      "C10: at its first start the app asks leave to use the network; set-up has 終了 and 送信")
  void leaveToUseTheNetwork() {
    var phone = handset();
    var called = new ArrayList<String>();
    phone.page.onRequest(request -> called.add(request.url()));
    phone.page.navigate(phone.address(""));
    phone.button("はい", "Yes").waitFor();
    Looks.good(phone.page, "app-network-ja");
    phone.press("いいえ", "No");
    assertThat(phone.page.locator("h1")).hasText("通信が許可されていません");
    phone.restart();
    phone.press("はい", "Yes");
    phone.page.locator("#consent").waitFor();
    assertTrue(called.stream().noneMatch(url -> url.contains("/app/v1/")), called::toString);
    assertThat(phone.button("送信", "Send")).isVisible();
    phone.press("終了", "End");
    assertThat(phone.page.locator("h1")).hasText("アプリを終了しました");
    phone.press("もう一度開く", "Open again");
    assertThat(phone.page.locator("h1")).hasText("初期設定");
  }

  @Test
  @DisplayName("A4, A9, A15: by the link of the bank's page; its code starts the token and logs in")
  void byTheLink() {
    var hanako = customer();
    var issue = hanako.issue();
    var phone = handset();
    var sent = new ArrayList<Request>();
    phone.page.onRequest(sent::add);
    phone.open(Handset.link(issue));
    assertEquals(phone.address(""), phone.page.url());
    phone.page.reload(); // and what the link told is still known
    assertThat(phone.page.locator("#userId")).hasValue(issue.userId());
    assertThat(phone.page.locator("#startPassword")).hasValue("");
    assertThat(phone.page.locator("form")).containsText("一度だけ使います");
    Looks.good(phone.page, "app-setup-ja");
    phone.sendPassword(issue.startPassword());
    phone.page.locator(Handset.CODE).waitFor();
    assertTrue(sent.stream().noneMatch(request -> request.url().contains(issue.userId())));
    assertEquals("青葉医師信用組合", phone.name());
    phone.startsAt(hanako);
    phone.pass(Duration.ofMinutes(2));
    phone.codeChanges();
    assertEquals("ACCEPTED", Bank.verify(hanako, phone.code()));
  }

  @Test
  @DisplayName(
      "A14: nothing is sent before the tick of consent, at set-up and when a token is added")
  void consent() {
    var phone = handset().open("");
    assertThat(phone.button("送信", "Send")).isDisabled();
    phone.page.locator("#consent").check();
    assertThat(phone.button("送信", "Send")).isEnabled();
    phone.page.locator("#consent").uncheck();
    assertThat(phone.button("送信", "Send")).isDisabled();
    var issue = customer().issue();
    phone.send(issue.serviceId(), issue.userId(), issue.startPassword());
    phone.press("トークン追加", "Add a token");
    assertThat(phone.page.locator("h1")).hasText("トークン追加");
    assertThat(phone.button("送信", "Send")).isDisabled();
  }

  @Test
  @DisplayName("E10: full-width digits, spaces and hyphens are taken as they are typed")
  void asItIsTyped() {
    var issue = customer().issue();
    var phone = handset().open("");
    assertThat(phone.page.locator("#userId")).hasAttribute("inputmode", "numeric");
    phone.send(
        wide(issue.serviceId().substring(0, 4)) + "　" + wide(issue.serviceId().substring(4)),
        issue.userId().substring(0, 6) + " - " + issue.userId().substring(6),
        wide(issue.startPassword()));
    phone.page.locator(Handset.CODE).waitFor();
  }

  private static String wide(String digits) {
    var wide = new StringBuilder();
    digits.chars().forEach(digit -> wide.append((char) (digit - '0' + '０')));
    return wide.toString();
  }

  @Test
  @DisplayName(
      "E8, E13: a token before any customer is known, with its serial number below the code")
  void selfIssued() {
    var minato = kagimori.institution(ReferenceSystem.E);
    var hanako = minato.customer("c-e8", "hanako");
    var phone = handset();
    phone.open("#s=" + Bank.serviceId(minato) + "&m=KG");
    assertEquals(0, phone.page.locator("#userId, #startPassword").count());
    Looks.good(phone.page, "app-self-issue-ja");
    phone.agreeAndSend();
    phone.page.locator(Handset.CODE).waitFor();
    assertEquals(6, phone.code().length());
    assertThat(phone.page.locator(".facts")).containsText("トークンID・クレデンシャルID");
    phone.startsAt(hanako);
    phone.pass(Duration.ofMinutes(1));
    phone.codeChanges();
    assertEquals("ACCEPTED", Bank.verify(hanako, phone.code()));
  }

  @Test
  void theCameraReadsTheQrCode() {
    var issue = customer().issue();
    var phone = handset();
    phone.sees("https://other.example.jp/app/" + Handset.link(issue));
    phone.open("");
    phone.press("QRコードを読み取る", "Scan the QR code");
    assertThat(phone.page.locator("main")).containsText("このアプリ用のQRコードではありません");
    Looks.good(phone.page, "app-scan-ja");
    phone.page.evaluate("link => globalThis.seen = link", phone.address(Handset.link(issue)));
    assertThat(phone.page.locator("#userId")).hasValue(issue.userId());
    phone.sendPassword(issue.startPassword());
    phone.page.locator(Handset.CODE).waitFor();
  }

  @Test
  void whereTheBrowserCantReadQrCodesThePhonesOwnCameraIsNamed() {
    var phone = handset();
    phone.context().addInitScript("delete globalThis.BarcodeDetector");
    phone.open("");
    phone.press("QRコードを読み取る", "Scan the QR code");
    assertThat(phone.page.locator("main")).containsText("端末のカメラアプリでQRコードを映し");
    phone.press("手で入力する", "Enter by hand");
    assertThat(phone.page.locator("h1")).hasText("初期設定");
  }

  @Test
  @DisplayName("A5: when the answer was lost, the same phone gets its token by sending again")
  void aLostAnswer() {
    var issue = customer().issue();
    var phone = handset().open(Handset.link(issue));
    phone.page.route(
        "**/app/v1/activations",
        route -> {
          assertEquals(201, route.fetch().status());
          route.abort();
        });
    phone.sendPassword(issue.startPassword());
    phone.problem("A000");
    phone.page.unroute("**/app/v1/activations");
    phone.restart();
    phone.send(issue.serviceId(), issue.userId(), issue.startPassword());
    phone.page.locator(Handset.CODE).waitFor();
  }

  @Test
  void inEnglishOnAPcAndOnASmallScreen() {
    var issue = customer().issue();
    var phone = Handset.of(kagimori.service(), chromium, Screen.PC, "en-GB");
    phone.page.navigate(phone.address(Handset.link(issue)));
    phone.button("はい", "Yes").waitFor();
    Looks.good(phone.page, "app-network-en-pc");
    phone.press("はい", "Yes");
    phone.page.locator("#consent").waitFor();
    Looks.good(phone.page, "app-setup-en-pc");
    phone.sendPassword(issue.startPassword());
    phone.page.locator(Handset.CODE).waitFor();
    assertEquals("Aoba Physicians' Credit Union", phone.name());
    Looks.good(phone.page, "app-token-en-pc");
    phone.page.setViewportSize(320, 640);
    Looks.good(phone.page, "app-token-en-320");
    assertFalse(phone.page.content().contains("undefined"));
  }
}
