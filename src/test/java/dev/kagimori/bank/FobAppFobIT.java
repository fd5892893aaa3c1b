package dev.kagimori.bank;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.kagimori.browser.Chromium;
import dev.kagimori.browser.Screen;
import dev.kagimori.testkit.ReferenceSystem;
import java.net.URI;
import java.util.Date;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The bank on a PC and its app on a phone, both in a browser, by one customer. */
class FobAppFobIT {
  private static final String CODE = ".code .sr";

  @RegisterExtension static final BankTown town = new BankTown();
  @RegisterExtension static final Chromium chromium = new Chromium();

  @Test
  @DisplayName(
      "E5, E8, E16, E17: from a fob to the app, found by the bank's page, and back to the fob")
  void fromAFobToTheAppAndBack() {
    var who = town.person(ReferenceSystem.E);
    var fob = who.customer().fob();
    who.customer().starts(fob);
    var clicks = new Clicks(chromium.page(Screen.PC, "ja-JP"));
    clicks.open(who.bank() + "/app");
    var link = clicks.page().locator("main a[href*='/app/#s=']").first().getAttribute("href");
    var phone = chromium.person(Screen.PHONE, "ja-JP");
    var app = selfIssued(phone, String.valueOf(link));
    var serial = app.locator(".card .serial").textContent();

    town.time().nextStep();
    exchange(clicks, who, fob.code());
    clicks.type("serial", serial).type("code", code(phone, app)).press("交換する");
    clicks.at("交換を受け付けました");
    assertEquals(serial, clicks.fact("変更後"));

    town.time().nextStep();
    exchange(clicks, who, code(phone, app));
    clicks.type("serial", fob.serial()).type("code", fob.code()).press("交換する");
    clicks.at("交換を受け付けました").sees("アプリからトークンを削除してください");
    assertEquals(fob.serial(), clicks.fact("変更後"));
    assertEquals(serial, clicks.fact("変更前"));
  }

  private static void exchange(Clicks clicks, Person who, String code) {
    clicks.open(who.bank() + "/").follow("交換").at("交換").logIn(who).press("次へ");
    clicks.at("交換：現在のトークン").type("code", code).press("次へ").at("交換：新しいトークン");
  }

  private static Page selfIssued(BrowserContext phone, String link) {
    phone.clock().setFixedTime(Date.from(town.time().instant()));
    var app = phone.newPage();
    app.navigate(URI.create(link).toString());
    press(app, "はい");
    app.locator("#consent").check();
    press(app, "送信");
    app.locator(CODE).waitFor();
    return app;
  }

  private static void press(Page app, String name) {
    app.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true))
        .click();
  }

  /** What the app shows after a restart, at the time that all live in. */
  private static String code(BrowserContext phone, Page app) {
    phone.clock().setFixedTime(Date.from(town.time().instant()));
    app.reload();
    app.locator(CODE).waitFor();
    return app.locator(CODE).textContent().replace(" ", "");
  }
}
