package dev.kagimori.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import dev.kagimori.browser.Chromium;
import dev.kagimori.browser.Looks;
import dev.kagimori.browser.Screen;
import dev.kagimori.fob.FobRack;
import dev.kagimori.secrets.Secrets;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The living bank in a browser: its counter, its drawer of fobs, its mails. One demo for all. */
@Timeout(value = 240, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CounterIT {
  @RegisterExtension static final Chromium chromium = new Chromium();

  @TempDir static Path parent = Path.of("");
  private static @Nullable DemoProcess demo;
  private static JsonObject announced = new JsonObject();

  @BeforeAll
  static void start() throws IOException {
    demo = DemoProcess.start(parent.resolve("demo"));
    demo().awaitLine("ready");
    announced = demo().announcement();
  }

  private static DemoProcess demo() {
    return Objects.requireNonNull(demo);
  }

  @AfterAll
  static void end() {
    if (demo != null) demo.close();
  }

  private static String customer(String site, String contract, String user) {
    return announced.getString("counter")
        + "customer?site=%s&contract=%s&user=%s".formatted(site, contract, user);
  }

  private static JsonObject institution(String id) {
    return DemoProcess.institutions(announced).stream()
        .filter(institution -> institution.getString("id").equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static int call(String site, String path, JsonObject body) throws Exception {
    Secrets.typed(body);
    try (var http = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(URI.create(announced.getString("frontend") + path))
              .timeout(Duration.ofSeconds(20))
              .header("Authorization", "Bearer " + institution(site).getString("apiKey"))
              .header("Idempotency-Key", UUID.randomUUID().toString())
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString(body.encode()))
              .build();
      return http.send(request, BodyHandlers.ofString()).statusCode();
    }
  }

  /** As the script that the demo's hints paste. */
  private static String press(String serial) {
    var out = new StringWriter();
    var line = announced.getString("serialLine");
    int status =
        new CommandLine(new FobRack())
            .setOut(new PrintWriter(out, true))
            .execute("press", "--line", line, serial);
    assertEquals(0, status);
    return out.toString().strip();
  }

  private static void act(Page page, String button) {
    page.locator("button", new Page.LocatorOptions().setHasText(button)).last().click();
  }

  @Test
  @DisplayName(
      "B4, E11: at the counter a fob is shipped, suspended at once, unlocked and revoked, without"
          + " script")
  void aFobIsShippedSuspendedUnlockedAndRevoked() throws Exception {
    var user = "/v1/contracts/k-1001/users/haruto";
    assertEquals(201, call("kitahama", user + "/issues", new JsonObject().put("kind", "HARDWARE")));
    var page = chromium.personWithoutScript(Screen.PC, "ja-JP").newPage();
    page.navigate(announced.getString("counter"));
    assertThat(page.locator("section")).hasCount(5);
    page.getByText("k-1001 haruto").click();
    assertThat(page.locator(".sheet")).containsText("申込済み・割当待ち");
    act(page, "割り当てて発送する");
    assertThat(page.locator(".said")).containsText("を割り当てて発送しました");
    var serial = page.locator(".said").innerText().split(" ", 2)[0];
    assertThat(page.locator(".sheet")).containsText("割当済み・利用開始待ち");
    var start = new JsonObject().put("serial", serial).put("code", press(serial));
    assertEquals(201, call("kitahama", user + "/start", start));
    page.navigate(customer("kitahama", "k-1001", "haruto"));
    act(page, "停止する");
    assertThat(page.locator(".sheet")).containsText("職員が停止");
    page.locator("select[name=identityCheckedBy]").selectOption("届出の電話番号への折り返し");
    act(page, "解除する");
    assertThat(page.locator(".said")).hasText("停止を解除しました。");
    page.locator("select[name=reason]").selectOption("LOST");
    act(page, "失効させる");
    assertThat(page.locator(".said")).hasText("失効しました。");
    assertThat(page.locator(".sheet")).containsText("失効");
  }

  @Test
  void aRefusalIsToldInTheReadersLanguage() {
    var english = chromium.page(Screen.PHONE, "en-GB");
    english.navigate(customer("minato", "c-1004", "kenji"));
    act(english, "Set aside and ship");
    assertThat(english.locator(".said")).containsText("was set aside and shipped");
    var japanese = chromium.page(Screen.PHONE, "ja-JP");
    japanese.navigate(customer("minato", "c-1004", "kenji"));
    japanese.locator("input[name=why]").first().fill("　");
    japanese.locator("button", new Page.LocatorOptions().setHasText("停止する")).click();
    assertThat(japanese.locator(".said.bad")).containsText("リクエストの形式が正しくありません");
    Looks.good(japanese, "counter-refused");
    english.locator("input[name=why]").first().fill(" ");
    act(english, "Suspend");
    assertThat(english.locator(".said.bad")).containsText("(MALFORMED)");
    assertNotEquals(
        japanese.locator(".said.bad").innerText(), english.locator(".said.bad").innerText());
  }

  @Test
  void whoComesByAnotherSiteIsRefused() throws Exception {
    try (var http = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(URI.create(customer("minato", "c-1003", "yuki")))
              .header("Origin", "http://evil.example")
              .header("Content-Type", "application/x-www-form-urlencoded")
              .POST(BodyPublishers.ofString("act=HAND_OUT"))
              .build();
      assertEquals(403, http.send(request, BodyHandlers.ofString()).statusCode());
    }
  }

  @Test
  void theDrawerHasAllFobsOfTheBankBesideTheScripts() {
    var page = chromium.page(Screen.PC, "ja-JP");
    page.navigate(announced.getString("fobDrawer"));
    assertThat(page.locator("#count")).hasText("28 個");
    var serial = announced.getJsonArray("fobs").getString(20);
    page.locator("#q").fill(serial);
    page.keyboard().press("Enter");
    assertThat(page.locator(".fob")).hasCount(1);
    page.locator(".device").click();
    assertThat(page.locator(".lit")).hasCount(1);
    var code = page.locator(".said").innerText().replace(" ", "");
    assertTrue(code.matches("[0-9]{6}"), code);
    assertTrue(press(serial).matches("[0-9]{6}"));
    page.locator("button", new Page.LocatorOptions().setHasText("設定")).click();
    assertThat(page.locator("#offset")).isVisible();
  }

  @Test
  void allPagesLookGood() {
    for (var screen : Screen.values()) {
      var page = chromium.page(screen, screen == Screen.PHONE ? "en-GB" : "ja-JP");
      page.navigate(announced.getString("counter"));
      Looks.good(page, "counter-" + screen);
      page.locator(".list a").last().click();
      Looks.good(page, "counter-customer-" + screen);
      page.navigate(announced.getString("mail"));
      assertThat(page.locator("h1")).isVisible();
      Looks.accessible(page);
    }
  }
}
