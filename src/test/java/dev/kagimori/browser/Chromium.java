package dev.kagimori.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The machine's Chromium, as a {@code static @RegisterExtension} field. Where there is none, the
 * class says so and is skipped; with {@code -Dbrowser.required} it fails. A test fails, too, where
 * a script of a page did, or something was not let through by its content security policy.
 */
public final class Chromium implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
  private static final double TIMEOUT_MILLIS = 30_000;

  private static final String PHONE =
      "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko)"
          + " Chrome/140.0.0.0 Mobile Safari/537.36";

  private static final List<String> QUIET =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--renderer-process-limit=1",
          "--disable-features=SpareRendererForSitePerProcess",
          "--disable-site-isolation-trials",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  private final List<BrowserContext> people = new ArrayList<>();
  private final List<String> complaints = new ArrayList<>();
  private @Nullable Playwright playwright;
  private @Nullable Browser browser;

  @Override
  public void beforeAll(ExtensionContext context) {
    var found = executable();
    var required = System.getProperty("browser.required") != null;
    assumeTrue(
        found.isPresent() || required,
        "Chromium がないため画面のテストを省きました / skipped: install chromium to test pages");
    var started =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    playwright = started;
    browser =
        started
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(found.orElse(Path.of("chromium")))
                    .setArgs(QUIET));
  }

  private static Optional<Path> executable() {
    return Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * A window of somebody who was never here before.
   *
   * @param locale such as {@code ja-JP}
   */
  public Page page(Screen screen, String locale) {
    return person(screen, locale).newPage();
  }

  /** Somebody with cookies and storage of their own, who may open several windows. */
  public BrowserContext person(Screen screen, String locale) {
    return person(screen, locale, true);
  }

  /** The same, whose browser runs no scripts. */
  public BrowserContext personWithoutScript(Screen screen, String locale) {
    return person(screen, locale, false);
  }

  private BrowserContext person(Screen screen, String locale, boolean scripts) {
    var options =
        new Browser.NewContextOptions()
            .setLocale(locale)
            .setTimezoneId("Asia/Tokyo")
            .setJavaScriptEnabled(scripts)
            .setViewportSize(screen.width, screen.height);
    if (screen == Screen.PHONE) options.setHasTouch(true).setUserAgent(PHONE);
    var context = Objects.requireNonNull(browser).newContext(options);
    context.setDefaultTimeout(TIMEOUT_MILLIS);
    context.onPage(this::listen);
    people.add(context);
    return context;
  }

  private void listen(Page page) {
    page.onPageError(error -> complaints.add(page.url() + ": " + error));
    page.onConsoleMessage(message -> {
      if (isComplaint(message)) complaints.add(page.url() + ": " + message.text());
    });
  }

  /** An answer other than 200 is the page's own affair. */
  private static boolean isComplaint(ConsoleMessage message) {
    return message.type().equals("error") && !message.text().startsWith("Failed to load resource");
  }

  @Override
  public void afterEach(ExtensionContext context) {
    people.forEach(BrowserContext::close);
    people.clear();
    var heard = List.copyOf(complaints);
    complaints.clear();
    if (context.getExecutionException().isEmpty()) assertEquals(List.of(), heard);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (playwright != null) playwright.close(); // its browser with it
  }
}
