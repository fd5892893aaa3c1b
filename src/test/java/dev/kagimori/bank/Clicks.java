package dev.kagimori.bank;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.kagimori.browser.Looks;
import dev.kagimori.browser.Screen;
import java.util.List;
import java.util.regex.Pattern;

/** What a customer does on a page of the bank: types and clicks. */
record Clicks(Page page) {
  /** But a name that the bank's own customers have. */
  private static final Pattern KANA = Pattern.compile("^(?!.*スズキ).*[ぁ-んァ-ヶ]");

  Clicks open(String address) {
    page.navigate(address);
    return this;
  }

  /** Types into the field of this name. */
  Clicks type(String field, String text) {
    page.locator("[name=" + field + "]").fill(text);
    return this;
  }

  Clicks choose(String field, String value) {
    var field1 = page.locator("select[name=" + field + "]");
    if (field1.count() > 0) field1.selectOption(value);
    else page.locator("[name=" + field + "][value='" + value + "']").check();
    return this;
  }

  /** Clicks the button of this name, and waits for the page after it. */
  Clicks press(String name) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true))
        .first()
        .click();
    return this;
  }

  Clicks follow(String link) {
    page.locator("a:text-is('" + link + "')").first().click();
    return this;
  }

  /** Waits until this is the page's heading. */
  Clicks at(String heading) {
    page.getByRole(
            AriaRole.HEADING,
            new Page.GetByRoleOptions().setName(heading).setLevel(1).setExact(true))
        .waitFor();
    return this;
  }

  /** Waits until the page says so somewhere. */
  Clicks sees(String text) {
    page.getByText(text).first().waitFor();
    return this;
  }

  /**
   * Holds the page against what all pages have to be: axe reads it in Japanese on a PC and in
   * English on a phone, and it fits in both on either. Forms are empty afterwards.
   *
   * @param name of its pictures
   */
  Clicks look(String name) {
    boolean isPc = page.viewportSize().width == Screen.PC.width();
    Looks.shot(page, name);
    hold(isPc);
    page.locator("a[hreflang=en]").click();
    page.locator("html[lang=en]").waitFor();
    hold(!isPc);
    assertEquals(List.of(), kana(), "Japanese on an English page: " + page.url());
    page.locator("a[hreflang=ja]").click();
    page.locator("html[lang=ja]").waitFor();
    return this;
  }

  private void hold(boolean isReadByAxe) {
    if (isReadByAxe) Looks.accessible(page);
    else Looks.fits(page);
  }

  /** Lines of the content that are in Japanese; what somebody typed is not. */
  private List<String> kana() {
    return page.locator("main").innerText().lines().filter(KANA.asPredicate()).toList();
  }

  /** What stands beside a label of a receipt or a list of facts. */
  String fact(String label) {
    var row = page.locator("dl > div").filter(new Locator.FilterOptions().setHasText(label));
    assertEquals(1, row.count(), "lines with " + label + " on " + page.url());
    return row.locator("dd").textContent().strip();
  }

  /** Contract ID and login password. */
  Clicks logIn(Person who) {
    return type("loginId", who.loginId()).type("password", who.loginPassword());
  }
}
