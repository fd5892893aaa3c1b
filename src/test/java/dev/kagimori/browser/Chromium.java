package dev.kagimori.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ClientCertificate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The machine's Chromium, as a {@code static @RegisterExtension} field; its build without windows
 * where there is one, which draws the same for a quarter less work. Where there is none, the class
 * says so and is skipped; with {@code -Dbrowser.required} it fails. A test fails, too, where a
 * script of a page did, or something was not let through by its content security policy.
 */
public final class Chromium implements BeforeAllCallback, AfterEachCallback {
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
  private static @Nullable Browser running;
  private @Nullable Browser browser;

  @Override
  public void beforeAll(ExtensionContext context) {
    var found = executable();
    var required = System.getProperty("browser.required") != null;
    assumeTrue(
        found.isPresent() || required,
        "Chromium がないため画面のテストを省きました / skipped: install chromium to test pages");
    browser = running(found.orElse(Path.of("chromium")));
  }

  /** One for all classes of a process, each with people of its own; it ends with the process. */
  private static synchronized Browser running(Path executable) {
    var already = running;
    if (already != null && already.isConnected()) return already;
    var playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    Runtime.getRuntime().addShutdownHook(new Thread(playwright::close)); // its browser with it
    var started =
        playwright
            .chromium()
            .launch(new BrowserType.LaunchOptions().setExecutablePath(executable).setArgs(QUIET));
    running = started;
    PlaywrightAssertions.setDefaultAssertionTimeout(TIMEOUT_MILLIS); // the machine may be busy
    return started;
  }

  private static Optional<Path> executable() {
    return Stream.of("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
        .map(Path.of("/usr/bin")::resolve)
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

  /**
   * The same, who shows a client certificate to one server.
   *
   * @param origin of the server, such as {@code https://127.0.0.1:40123}
   * @param pkcs12 certificate and key; null: the browser has none
   */
  public BrowserContext personCertified(
      Screen screen, String origin, byte @Nullable [] pkcs12, String password) {
    var options = options(screen, "ja-JP", true).setIgnoreHTTPSErrors(true);
    if (pkcs12 != null)
      options.setClientCertificates(
          List.of(new ClientCertificate(origin).setPfx(pkcs12).setPassphrase(password)));
    return opened(options);
  }

  private BrowserContext person(Screen screen, String locale, boolean scripts) {
    return opened(options(screen, locale, scripts));
  }

  private static Browser.NewContextOptions options(Screen screen, String locale, boolean scripts) {
    var options =
        new Browser.NewContextOptions()
            .setLocale(locale)
            .setTimezoneId("Asia/Tokyo")
            .setJavaScriptEnabled(scripts)
            .setViewportSize(screen.width, screen.height);
    if (screen == Screen.PHONE) options.setHasTouch(true).setUserAgent(PHONE);
    return options;
  }

  private BrowserContext opened(Browser.NewContextOptions options) {
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
}
