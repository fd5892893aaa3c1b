package dev.kagimori.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Page;
import dev.kagimori.browser.Chromium;
import dev.kagimori.testkit.KagimoriExtension;
import dev.kagimori.testkit.ReferenceSystem;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The app is open twice on one phone. */
class PhoneAppWindowsIT {
  @RegisterExtension static final KagimoriExtension kagimori = new KagimoriExtension();
  @RegisterExtension static final Chromium chromium = new Chromium();

  private static String minato() {
    return Bank.serviceId(kagimori.institution(ReferenceSystem.E));
  }

  /** With a token that nobody has registered yet. */
  private static Handset phone(String serviceId) {
    var phone = Handset.of(kagimori.service(), chromium);
    phone.open("#s=" + serviceId + "&m=KG").agreeAndSend();
    phone.page.locator(Handset.CODE).waitFor();
    return phone;
  }

  @Test
  void twoWindowsOfTheAppDoNotGetInEachOthersWay() {
    var minato = minato();
    var phone = phone(minato);
    var first = phone.page;
    var other = phone.window();
    other.locator(Handset.CODE).waitFor();
    for (var window : new Page[] {first, other}) {
      window.evaluate("fragment => (location.hash = fragment)", "#s=" + minato + "&m=KG");
      window.locator("#consent").check();
    }
    for (var window : new Page[] {first, other})
      window.evaluate("document.querySelector('form').requestSubmit()");
    first.locator(Handset.CODE).waitFor();
    other.locator(Handset.CODE).waitFor();
    phone.restart();
    assertThat(phone.page.locator(".adding")).containsText("設定済み 3個");
    assertEquals(3, phone.names().stream().distinct().count(), phone.names()::toString);
  }

  @Test
  @DisplayName("A17: what is deleted in one window is shown in no other one, whatever that shows")
  void aTokenIsDeletedInOneWindow() {
    var minato = minato();
    var phone = phone(minato);
    phone.selfIssue(minato, 2);
    var first = phone.page;
    var other = phone.window();
    assertThat(other.locator(".card .name")).hasText("みなと信用金庫_2");
    delete(phone);
    assertThat(other.locator(".card .name")).hasText("みなと信用金庫");
    assertThat(other.locator(".row-name")).hasCount(0);
    assertThat(other.locator(Handset.CODE)).isVisible();

    phone.page = other;
    phone.press("トークンの設定", "Token settings");
    assertThat(other.locator("#name")).hasValue("みなと信用金庫");
    phone.page = first;
    delete(phone);
    assertThat(other.locator("h1")).hasText("初期設定");
    assertThat(other.locator(Handset.CODE)).hasCount(0);
  }

  @Test
  void whatIsAddedOrRenamedInOneWindowIsShownInAll() {
    var minato = minato();
    var phone = phone(minato);
    var other = phone.window();
    other.locator(Handset.CODE).waitFor();
    phone.selfIssue(minato, 2);
    assertThat(other.locator(".adding")).containsText("設定済み 2個");
    phone.rename("給与用");
    assertThat(other.getByText("給与用").first()).isVisible();
  }

  @Test
  void anotherTokensDeletionLeavesWhatIsTyped() {
    var minato = minato();
    var phone = phone(minato);
    phone.selfIssue(minato, 2);
    var first = phone.page;
    var home = phone.window();
    var settings = phone.window();
    phone.page = settings;
    phone.choose("みなと信用金庫");
    phone.press("トークンの設定", "Token settings");
    phone.type("name", "給与用");
    phone.page = first;
    delete(phone);
    assertThat(home.locator(".row-name")).hasCount(0); // by now all windows were told
    assertThat(settings.locator("#name")).hasValue("給与用");
  }

  @Test
  void aResetInOneWindowIsOneInAll() {
    var phone = phone(minato());
    var other = phone.window();
    other.locator(Handset.CODE).waitFor();
    phone.lock("2468");
    phone.restart();
    phone.press("アプリロックコードをお忘れの場合", "I forgot the app lock code");
    phone.page.locator("#sure").check();
    phone.press("初期化する", "Reset");
    assertThat(phone.page.locator("h1")).hasText("通信の確認");
    assertThat(other.locator("h1")).hasText("通信の確認");
  }

  @Test
  void theWayBackDoesNotLeadToADeletedToken() {
    var phone = phone(minato());
    delete(phone);
    assertThat(phone.page.locator("h1")).hasText("初期設定");
    phone.page.evaluate("document.querySelector('h1').classList.add('before')");
    phone.page.goBack();
    assertThat(phone.page.locator("h1.before")).hasCount(0);
    assertThat(phone.page.locator("h1")).hasText("初期設定");
  }

  private static void delete(Handset phone) {
    phone.press("トークンの設定", "Token settings");
    phone.press("トークンの削除", "Delete this token");
    phone.page.locator("#sure").check();
    phone.press("削除する", "Delete");
    assertThat(phone.page.locator("#status")).hasText("トークンを削除しました");
  }
}
