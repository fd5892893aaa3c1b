package dev.kagimori.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import java.nio.file.Path;
import java.util.List;

/** How a page is looked at, by people and by axe. */
public final class Looks {
  private static final Path SHOTS = Path.of("target", "screenshots");

  /** What Chromium says once in some thousand pictures; the next one comes out. */
  private static final String NOT_NOW = "Unable to capture screenshot";

  /** WCAG 2.2 to AA, and what axe knows beyond. */
  private static final List<String> RULES =
      List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");

  private Looks() {}

  /**
   * Holds the page against WCAG 2.2 AA, and keeps a picture of it in {@code target/screenshots}.
   *
   * @param name of the picture, without its ending
   */
  public static void good(Page page, String name) {
    shot(page, name);
    accessible(page);
  }

  /** Keeps a picture of the whole page. */
  public static void shot(Page page, String name) {
    var how = new Page.ScreenshotOptions().setFullPage(true).setPath(SHOTS.resolve(name + ".png"));
    try {
      page.screenshot(how);
    } catch (PlaywrightException e) {
      if (!String.valueOf(e.getMessage()).contains(NOT_NOW)) throw e;
      page.screenshot(how);
    }
  }

  /** No violation that axe finds, and it {@link #fits}. */
  public static void accessible(Page page) {
    var found = new AxeBuilder(page).setLegacyMode(true).withTags(RULES).analyze().getViolations();
    var told =
        found.stream()
            .map(rule -> rule.getId() + ": " + rule.getHelp() + " " + rule.getNodes())
            .toList();
    assertEquals(List.of(), told, page.url());
    fits(page);
  }

  /** Nothing has to be moved sideways to be read (1.4.10). */
  public static void fits(Page page) {
    var wider =
        page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth");
    assertEquals(0, wider, "wider than its window: " + page.url());
  }
}
