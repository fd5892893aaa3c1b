package dev.kagimori.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
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
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
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

  private static Locator button(Page page, String text) {
    return page.locator("button", new Page.LocatorOptions().setHasText(text)).last();
  }

  /** Says why, in the form that has this button, and sends it. */
  private static void act(Page page, String button, String why) {
    var form = page.locator("form", new Page.LocatorOptions().setHas(button(page, button))).last();
    form.locator("input[name=why]").fill(why);
    button(page, button).click();
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
    button(page, "割り当てて発送する").click();
    assertThat(page.locator(".said")).containsText("を割り当てて発送しました");
    var serial = page.locator(".said").innerText().split(" ", 2)[0];
    assertThat(page.locator(".sheet")).containsText("割当済み・利用開始待ち");
    var start = new JsonObject().put("serial", serial).put("code", press(serial));
    assertEquals(201, call("kitahama", user + "/start", start));
    page.navigate(customer("kitahama", "k-1001", "haruto"));
    act(page, "停止する", "電話で紛失の連絡");
    assertThat(page.locator(".sheet")).containsText("職員が停止");
    page.locator("select[name=identityCheckedBy]").selectOption("届出の電話番号への折り返し");
    act(page, "解除する", "見つかったと連絡");
    assertThat(page.locator(".said")).hasText("停止を解除しました。");
    page.locator("select[name=reason]").selectOption("LOST");
    act(page, "失効させる", "店頭で届出");
    assertThat(page.locator(".said")).hasText("失効しました。");
    assertThat(page.locator(".sheet")).containsText("失効");
  }

  @Test
  void aRefusalIsToldInTheReadersLanguage() {
    var english = chromium.page(Screen.PHONE, "en-GB");
    english.navigate(customer("minato", "c-1004", "kenji"));
    button(english, "Set aside and ship").click();
    assertThat(english.locator(".said")).containsText("was set aside and shipped");
    var japanese = chromium.page(Screen.PHONE, "ja-JP");
    japanese.navigate(customer("minato", "c-1004", "kenji"));
    act(japanese, "停止する", "　");
    var refused = japanese.locator(".said.bad");
    assertThat(refused).containsText("入力し直して、もう一度ボタンを押してください。（MALFORMED）");
    Looks.good(japanese, "counter-refused");
    act(english, "Suspend", " ");
    assertThat(english.locator(".said.bad")).containsText("press the button again. (MALFORMED)");
  }

  @Test
  void startsThatWereStoppedAreLetAgain() throws Exception {
    var wrong = new JsonObject().put("serial", "GM00000000").put("code", "000000");
    for (int n = 0; n < 5; n++)
      assertEquals(422, call("minato", "/v1/contracts/c-1003/users/yuki/start", wrong));
    var page = chromium.personWithoutScript(Screen.PC, "ja-JP").newPage();
    page.navigate(customer("minato", "c-1003", "yuki"));
    assertThat(page.locator(".sheet")).containsText("利用開始は停止中");
    act(page, "再開する", "シリアル番号の読み違い");
    assertThat(page.locator(".said")).hasText("利用開始をもう一度試せるようにしました。");
    assertThat(page.locator(".sheet")).not().containsText("停止中");
    assertThat(button(page, "再開する")).hasCount(0);
  }

  @Test
  @DisplayName(
      "A page that is loaded again after an act tells nothing twice and does nothing twice")
  void afterAnActThePageCanBeLoadedAgain() {
    var page = chromium.personWithoutScript(Screen.PC, "ja-JP").newPage();
    page.navigate(customer("minato", "c-1002", "taro"));
    button(page, "割り当てて発送する").click();
    assertThat(page.locator(".said")).containsText("を割り当てて発送しました");
    var posts = new AtomicInteger();
    page.onRequest(request -> {
      if (request.method().equals("POST")) posts.incrementAndGet();
    });
    page.reload();
    assertThat(page.locator(".sheet")).containsText("割当済み・利用開始待ち");
    assertThat(page.locator(".said")).hasCount(0);
    assertEquals(0, posts.get());
    act(page, "停止する", "電話で紛失の連絡");
    assertThat(page.locator(".said")).hasText("停止しました。");
    assertEquals(1, posts.get());
    page.reload();
    assertThat(page.locator(".sheet")).containsText("職員が停止");
    assertThat(page.locator(".said")).hasCount(0);
    assertEquals(1, posts.get());
  }

  @Test
  @DisplayName("E11: revoking a master user's token waits for the supervisor, also after a reload")
  void aMasterUsersTokenIsRevokedByTwo() {
    var page = chromium.page(Screen.PC, "ja-JP");
    page.navigate(customer("minato", "b-2001", "keiri"));
    button(page, "割り当てて発送する").click();
    assertThat(page.locator(".said")).containsText("を割り当てて発送しました");
    page.locator("select[name=reason]").selectOption("LOST");
    act(page, "失効させる", "電話で紛失の連絡");
    assertThat(page.locator(".said")).containsText("承認が必要です。まだ何も変わっていません。");
    assertThat(page.locator(".sheet")).containsText("割当済み・利用開始待ち");
    page.reload();
    assertThat(page.locator(".said")).hasCount(0);
    var request = page.locator("form", new Page.LocatorOptions().setHasText("承認を待っている申請"));
    assertThat(request).containsText("失効（申請者：teller）");
    assertThat(request).containsText("電話で紛失の連絡");
    Looks.good(page, "counter-approval");
    button(page, "承認者として承認する").click();
    assertThat(page.locator(".said")).hasText("承認し、実行しました。");
    assertThat(request).hasCount(0);
    assertThat(page.locator(".sheet dl").last()).containsText("失効");
  }

  @Test
  void nothingIsRecordedThatNobodyThoughtOf() {
    var page = chromium.page(Screen.PC, "ja-JP");
    page.navigate(customer("minato", "c-1001", "hanako"));
    button(page, "割り当てて発送する").click();
    assertThat(page.locator(".said")).isVisible();
    var reasons = page.locator("input[name=why]");
    assertThat(reasons).hasCount(2);
    for (var reason : reasons.all()) {
      assertThat(reason).hasValue("");
      assertThat(reason).hasAttribute("required", "");
      assertThat(reason).hasAttribute("placeholder", Pattern.compile("^例：.+"));
    }
    assertThat(page.locator("select[name=reason]")).hasValue("");
    button(page, "失効させる").click(); // held back by the browser
    assertThat(page.locator("select[name=reason]:invalid")).hasCount(1);
    assertThat(page.locator(".said")).containsText("を割り当てて発送しました");
  }

  @Test
  void anAddressThatIsNoneSaysWhereToGoOn() {
    for (var language : List.of("ja-JP", "en-GB")) {
      boolean japanese = language.startsWith("ja");
      var page = chromium.page(Screen.PHONE, language);
      for (var path : List.of("nothing", "customer", "customer?site=minato&contract=x&user=y")) {
        var answer = page.navigate(announced.getString("counter") + path);
        assertEquals(404, Objects.requireNonNull(answer).status(), path);
        assertThat(page.locator("h1")).containsText(japanese ? "見つかりません" : "No such");
      }
      page.navigate(announced.getString("counter") + "nothing");
      Looks.good(page, "counter-nowhere-" + language);
      page.getByText(japanese ? "お客さまの一覧" : "All customers").first().click();
      assertThat(page.locator("section")).hasCount(5);
    }
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
