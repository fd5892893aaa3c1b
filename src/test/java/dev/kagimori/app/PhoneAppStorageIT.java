package dev.kagimori.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import dev.kagimori.browser.Chromium;
import dev.kagimori.browser.Looks;
import dev.kagimori.testkit.AppIssue;
import dev.kagimori.testkit.Institution;
import dev.kagimori.testkit.KagimoriExtension;
import dev.kagimori.testkit.ReferenceSystem;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is stored can't be used any more: the code names the cause, the text what to do. */
class PhoneAppStorageIT {
  @RegisterExtension static final KagimoriExtension kagimori = new KagimoriExtension();
  @RegisterExtension static final Chromium chromium = new Chromium();
  private static final AtomicInteger CONTRACTS = new AtomicInteger();

  private static Institution aoba;

  @BeforeAll
  static void institution() {
    aoba = kagimori.institution(ReferenceSystem.A);
  }

  private static Handset phoneWithAToken() {
    AppIssue issue = aoba.customer("c-" + CONTRACTS.incrementAndGet(), "hanako").issue();
    return Handset.of(kagimori.service(), chromium).setUp(issue);
  }

  /** Why is told by the code alone: what to do is the same. */
  private static void tellsToCallTheDesk(Locator problem) {
    assertThat(problem).containsText("トークンの再発行と利用開始の手続きが必要です");
    assertThat(problem).containsText("0120-000-101");
  }

  @Test
  @DisplayName(
      "A10: A801, A802, A806 where a token's record is not whole, and A803 without its key")
  void aTokenIsNotWhole() {
    var phone = phoneWithAToken();
    phone.storage().token("shorter");
    phone.restart();
    tellsToCallTheDesk(phone.problem("A802"));
    Looks.good(phone.page, "app-a802-ja");
    phone.storage().token("none");
    phone.restart();
    phone.problem("A801");
    phone.storage().token("nonsense");
    phone.restart();
    phone.problem("A806");
    phone.storage().remove("device");
    phone.restart();
    tellsToCallTheDesk(phone.problem("A803"));
    Looks.good(phone.page, "app-a803-ja");
    phone.press("アプリの初期化", "Reset the app");
    phone.page.locator("#sure").check();
    phone.press("初期化する", "Reset");
    assertThat(phone.page.locator("h1")).hasText("通信の確認");
  }

  @Test
  @DisplayName("A10: A804 where the key of all seeds is gone, at the start and for a new lock code")
  void theVaultIsGone() {
    var phone = phoneWithAToken();
    phone.press("設定", "Settings");
    phone.press("アプリロックコードを設定する", "Set an app lock code");
    phone.type("code", "2468");
    phone.type("again", "2468");
    phone.storage().remove("vault");
    phone.press("保存する", "Save");
    assertThat(phone.problem("A804")).containsText("再発行");
    phone.restart();
    tellsToCallTheDesk(phone.problem("A804"));
    assertThat(phone.button("アプリの初期化", "Reset the app")).isVisible();
  }

  @Test
  @DisplayName("A10: A805 where the storage comes from another device, with a lock code, too")
  void anotherDevice() {
    var phone = phoneWithAToken();
    phone.lock("2468");
    phone.storage().moveToAnotherDevice();
    phone.restart();
    phone.unlock("2468");
    assertThat(phone.problem("A805")).containsText("再発行");
    var open = phoneWithAToken();
    open.storage().moveToAnotherDevice();
    open.restart();
    tellsToCallTheDesk(open.problem("A805"));
    assertThat(open.page.locator(Handset.CODE)).hasCount(0);
    assertThat(open.button("アプリの初期化", "Reset the app")).isVisible();
  }

  @Test
  @DisplayName("A10, C5: A807 where a renewal can't be signed; the code goes on being shown")
  void aRenewalCantBeSigned() {
    var phone = phoneWithAToken();
    phone.storage().token("expiring");
    phone.storage().token("unsigned");
    phone.restart();
    phone.press("有効期限の更新", "Renew validity");
    phone.press("更新する", "Renew now");
    var refused = phone.problem("A807");
    assertThat(refused).containsText("有効期限の更新に失敗しました");
    tellsToCallTheDesk(refused);
    phone.restart();
    assertThat(phone.page.locator(Handset.CODE)).isVisible();
  }

  @Test
  @DisplayName("A10: A998 where the phone drops what it was to keep; what it had before stays")
  void theStorageGivesUp() {
    var phone = phoneWithAToken();
    phone.press("トークンの設定", "Token settings");
    phone.type("name", "給与用");
    phone.storage().giveUp();
    phone.press("保存する", "Save");
    tellsToCallTheDesk(phone.problem("A998"));
    assertThat(phone.button("アプリの初期化", "Reset the app")).isVisible();
    phone.press("再読み込み", "Reload");
    phone.page.locator(Handset.CODE).waitFor();
    assertThat(phone.page.locator(".card .name")).hasText("青葉医師信用組合");
  }
}
