package dev.kagimori.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Route;
import dev.kagimori.browser.Chromium;
import dev.kagimori.browser.Looks;
import dev.kagimori.testkit.Customer;
import dev.kagimori.testkit.Institution;
import dev.kagimori.testkit.KagimoriExtension;
import dev.kagimori.testkit.ReferenceSystem;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every code of the table in systems.md, as the customer meets it; those of a storage that can't be
 * used are in {@link PhoneAppStorageIT}.
 */
class PhoneAppErrorsIT {
  @RegisterExtension static final KagimoriExtension kagimori = new KagimoriExtension();
  @RegisterExtension static final Chromium chromium = new Chromium();
  private static final AtomicInteger CONTRACTS = new AtomicInteger();
  private static final String DESK = "0120-000-101";
  private static final String CALLS = "**/app/v1/activations";

  private static Institution aoba;

  @BeforeAll
  static void institution() {
    aoba = kagimori.institution(ReferenceSystem.A);
  }

  private static Customer customer() {
    return aoba.customer("c-" + CONTRACTS.incrementAndGet(), "hanako");
  }

  private static Handset handset() {
    return Handset.of(kagimori.service(), chromium);
  }

  @Test
  @DisplayName("A10: what a server refuses is told with its code, the help desk and the models")
  void whatAServerRefuses() {
    var hanako = customer();
    var issue = hanako.issue();
    var phone = handset().open("");
    phone.send("", "", "");
    assertThat(phone.problem("A911")).containsText("サービスID・ユーザID・利用開始パスワード");
    assertThat(phone.page.locator("#userId")).hasAttribute("aria-invalid", "true");
    Looks.good(phone.page, "app-a911-ja");
    phone.send("99999999", issue.userId(), issue.startPassword());
    assertThat(phone.problem("S0A1")).containsText("トークンの設定に失敗しました");
    phone.send(issue.serviceId(), issue.userId(), "0000");
    var refused = phone.problem("S0C1");
    assertThat(refused).containsText(DESK);
    assertThat(refused).containsText("平日 9:00～24:00");
    assertThat(refused).containsText("12月31日～1月3日");
    assertThat(refused.getByText("対応機種一覧を見る"))
        .hasAttribute("href", "https://www.aoba-ishi.example.jp/app/models");
    Looks.good(phone.page, "app-s0c1-ja");

    hanako.phone().activate(issue.serviceId(), issue.userId(), issue.startPassword());
    phone.send(issue.serviceId(), issue.userId(), issue.startPassword());
    assertThat(phone.problem("S0B4")).containsText("端末で共有することはできません");
    var second = customer();
    var stopped = second.issue();
    second.issue();
    phone.send(stopped.serviceId(), stopped.userId(), stopped.startPassword());
    assertThat(phone.problem("S0B5")).containsText(DESK);
    var locked = customer().issue();
    for (int wrong = 0; wrong < 5; wrong++) {
      phone.forget();
      phone.send(locked.serviceId(), locked.userId(), "00000000");
      phone.problem("S0C1");
    }
    phone.send(locked.serviceId(), locked.userId(), locked.startPassword());
    phone.problem("S0C4");
    phone.clockIsOff(Duration.ofSeconds(-61));
    phone.send(locked.serviceId(), locked.userId(), locked.startPassword());
    assertThat(phone.problem("S0F1")).containsText("タイムゾーン");
    phone.clockIsOff(Duration.ZERO);

    phone.page.evaluate("location.hash = '#s=99999999&m=KG'");
    assertThat(phone.page.locator("#userId")).hasCount(0);
    phone.agreeAndSend();
    phone.problem("S0B1");
  }

  @Test
  @DisplayName("A6, A10: where a waiting time runs it is told from when on")
  void fromWhenOn() {
    var hanako = customer();
    var phone = handset().setUp(hanako.issue());
    phone.startsAt(hanako);
    phone.pass(Duration.ofMinutes(1));
    phone.codeChanges();
    assertEquals("STOP", Bank.stop(hanako, phone.code()));
    var next = hanako.issue();
    phone.press("トークン追加", "Add a token");
    phone.send(next.serviceId(), next.userId(), next.startPassword());
    var refused = phone.problem("S0G1");
    assertThat(refused).containsText("トークンの追加に失敗しました");
    assertThat(refused).containsText("2026年11月22日 0:00から");
  }

  @Test
  @DisplayName(
      "A10: A916 where that service ID and user ID are on this phone; S0K1 by the app's age")
  void a916AndS0k1() {
    var bank = kagimori.institution(ReferenceSystem.A);
    var issue = bank.customer("c-1", "hanako").issue();
    var phone = handset().setUp(issue);
    phone.press("トークン追加", "Add a token");
    phone.send(issue.serviceId(), issue.userId(), issue.startPassword());
    phone.problem("A916");
    bank.changeTerms(bank.terms().put("app", new JsonObject().put("versionMin", "1.0.1")));
    var other = bank.customer("c-2", "hanako").issue();
    phone.send(other.serviceId(), other.userId(), other.startPassword());
    assertThat(phone.problem("S0K1")).containsText("1.0.0");
    assertThat(phone.button("アプリを更新する", "Update the app")).isVisible();
  }

  @ParameterizedTest(name = "A10: {0} {1}")
  @CsvSource({
    "A002,200 text/html <html>login</html>",
    "A002,201 application/json {}",
    "A007,302 text/html moved",
    "A008,502 text/html <html>proxy</html>",
    "A008,503 application/problem+json {\"code\":\"OUTCOME_UNKNOWN\"}",
    "A009,429 application/problem+json {\"code\":\"RATE_LIMITED\"}",
    "A911,400 application/problem+json {\"code\":\"MALFORMED\"}",
    "S0Z9,409 application/problem+json {\"code\":\"S0Z9\"}",
  })
  void whatComesInstead(String code, String answer) {
    var parts = answer.split(" ", 3);
    var phone =
        sending(route -> {
          var options =
              new Route.FulfillOptions()
                  .setStatus(Integer.parseInt(parts[0]))
                  .setContentType(parts[1])
                  .setBody(parts[2]);
          if (code.equals("A007"))
            options.setHeaders(Map.of("Location", "https://login.example.jp/"));
          route.fulfill(options);
        });
    assertThat(phone.problem(code)).containsText("トークンの設定に失敗しました");
  }

  @Test
  @DisplayName("A10: A010 where the seed was sealed to another phone")
  void sealedToAnother() {
    var phone =
        sending(route -> {
          var answer = route.fetch();
          var json = new JsonObject(answer.text());
          var sealed = json.getString("sealedSeed");
          var end = sealed.endsWith("A") ? "B" : "A";
          json.put("sealedSeed", sealed.substring(0, 100) + end + sealed.substring(101));
          route.fulfill(new Route.FulfillOptions().setResponse(answer).setBody(json.encode()));
        });
    phone.problem("A010");
  }

  @Test
  @DisplayName(
      "A10: A000 without a connection; A001 where no answer comes in time; A006 half of one")
  void noConnectionNoAnswer() {
    var issue = customer().issue();
    var phone = handset().open(Handset.link(issue));
    phone.context().setOffline(true);
    phone.sendPassword(issue.startPassword());
    assertThat(phone.problem("A000")).containsText("インターネット接続とサービスID");
    Looks.good(phone.page, "app-a000-ja");
    phone.context().setOffline(false);
    phone.page.route(CALLS, route -> {}); // never answered
    phone.page.evaluate(
        """
        () => {
          globalThis.later = globalThis.setTimeout;
          globalThis.setTimeout = (work, millis) => globalThis.later(work, millis / 50);
        }
        """);
    phone.sendPassword(issue.startPassword());
    assertThat(phone.problem("A001")).containsText("途中で失敗しました");
    phone.page.unroute(CALLS);
    phone.page.evaluate(
        """
        () => {
          globalThis.setTimeout = globalThis.later;
          Response.prototype.text = () => Promise.reject(new TypeError('broken'));
        }
        """);
    phone.sendPassword(issue.startPassword());
    phone.problem("A006");
  }

  @Test
  @DisplayName("A10: A9EX where the phone is full, A999 for what nobody expected")
  void fullAndUnexpected() {
    var issue = customer().issue();
    var phone = handset().open(Handset.link(issue));
    phone.page.evaluate(
        """
        () => {
          globalThis.put = IDBObjectStore.prototype.put;
          IDBObjectStore.prototype.put = () => {
            throw new DOMException('full', 'QuotaExceededError');
          };
        }
        """);
    phone.sendPassword(issue.startPassword());
    assertThat(phone.problem("A9EX")).containsText("空き容量");
    phone.page.evaluate(
        """
        () => {
          IDBObjectStore.prototype.put = globalThis.put;
          crypto.subtle.generateKey = () => {
            throw new Error('nobody expected it');
          };
        }
        """);
    phone.sendPassword(issue.startPassword());
    assertThat(phone.problem("A999")).containsText("開き直して");
    assertThat(phone.button("再読み込み", "Reload")).isVisible();
  }

  /** A phone that sends, and gets an answer that the service did not give. */
  private static Handset sending(Consumer<Route> answer) {
    var issue = customer().issue();
    var phone = handset().open(Handset.link(issue));
    phone.page.route(CALLS, answer);
    phone.sendPassword(issue.startPassword());
    return phone;
  }
}
