package dev.kagimori.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.browser.Chromium;
import dev.kagimori.browser.Looks;
import dev.kagimori.testkit.Customer;
import dev.kagimori.testkit.KagimoriExtension;
import dev.kagimori.testkit.ReferenceSystem;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the phone keeps: the app itself, and its tokens, without a connection, too. */
class PhoneAppOfflineIT {
  @RegisterExtension static final KagimoriExtension kagimori = new KagimoriExtension();
  @RegisterExtension static final Chromium chromium = new Chromium();

  /** What the first opening may bring over the air, heads and all. */
  private static final long FIRST_LOAD_BYTES = 60_000;

  private static Handset handset() {
    return Handset.of(kagimori.service(), chromium);
  }

  private static Customer customer() {
    return kagimori.institution(ReferenceSystem.A).customer("c-1", "hanako");
  }

  @Test
  @DisplayName(
      "A3, D12: after set-up it shows codes without any communication, also after a restart")
  void withoutCommunication() {
    var hanako = customer();
    var phone = handset().setUp(hanako.issue());
    phone.startsAt(hanako);
    phone.isKept();
    phone.context().setOffline(true);
    phone.restart();
    phone.page.locator(Handset.CODE).waitFor();
    phone.pass(Duration.ofMinutes(5));
    phone.codeChanges();
    assertEquals("ACCEPTED", Bank.verify(hanako, phone.code()));
  }

  @Test
  void theFirstOpeningWeighsSixtyKilobytesAtMost() throws IOException {
    try (var line = MeteredLine.to(kagimori.uri())) {
      var phone = handset();
      phone.page.navigate(line.uri() + "/app/");
      phone.button("はい", "Yes").waitFor();
      phone.isKept();
      assertTrue(line.received() > 20_000, () -> "measured: " + line.received());
      assertTrue(line.received() <= FIRST_LOAD_BYTES, () -> "bytes: " + line.received());
    }
  }

  @Test
  void itIsServedLikeAnyStaticFileAndNothingElseIs() throws Exception {
    try (var http = HttpClient.newHttpClient()) {
      var page = ask(http, "GET", "/app/");
      assertEquals(200, page.statusCode());
      assertEquals("nosniff", header(page, "X-Content-Type-Options"));
      assertEquals("no-referrer", header(page, "Referrer-Policy"));
      assertEquals(List.of(AppPolicy.CONTENT), page.headers().allValues("Content-Security-Policy"));
      var etag = header(page, "ETag");
      var unchanged = ask(http, "GET", "/app/", "If-None-Match", etag);
      assertEquals(304, unchanged.statusCode());
      assertEquals("", unchanged.body());
      var head = ask(http, "HEAD", "/app/");
      assertEquals(200, head.statusCode());
      assertEquals(etag, header(head, "ETag"));
      assertEquals(header(page, "Content-Length"), header(head, "Content-Length"));
      for (var path :
          List.of("/app/nothing", "/app/main.js", "/app/..%2f", "/apps", "/app/files.txt"))
        assertEquals(404, ask(http, "GET", path).statusCode(), path);
      var posted = ask(http, "POST", "/app/");
      assertEquals(405, posted.statusCode());
      assertEquals("GET, HEAD", header(posted, "Allow"));
    }
  }

  private static HttpResponse<String> ask(
      HttpClient http, String method, String path, String... headers) throws Exception {
    var request =
        HttpRequest.newBuilder(kagimori.uri().resolve(path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .timeout(Duration.ofSeconds(20));
    if (headers.length > 0) request.headers(headers);
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static String header(HttpResponse<String> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  @Test
  void whatFailsToLoadLeavesNoWhitePage() {
    var phone = handset();
    phone.context().route("**/main.js", route -> route.abort());
    phone.page.navigate(phone.address(""));
    assertThat(phone.page.locator(".late")).isVisible();
    assertThat(phone.page.locator(".late")).containsText("A999");
    Looks.good(phone.page, "app-not-loaded");
  }

  @Test
  void keysAndSeedsCantBeReadFromTheStorage() {
    var phone = handset().setUp(customer().issue());
    var readable =
        phone.page.evaluate(
            """
            new Promise((done) => {
              indexedDB.open('kagimori').onsuccess = (opened) => {
                const read = opened.target.result.transaction(['values', 'tokens', 'pending']);
                const all = [];
                for (const store of ['values', 'tokens', 'pending'])
                  read.objectStore(store).getAll().onsuccess = (e) => all.push(...e.target.result);
                read.oncomplete = () => done(all
                  .flatMap((row) => [row, ...Object.values(row ?? {})])
                  .filter((each) => each instanceof CryptoKey)
                  .map((key) => key.algorithm.name + ' ' + key.extractable));
              };
            })
            """);
    assertEquals(List.of("AES-GCM false", "ECDSA false"), readable);
  }

  @Test
  void codesAreThoseOfRfc6238() {
    var phone = handset().open("");
    var shown =
        phone.page.evaluate(
            """
            async () => {
              const at = document.querySelector('script[type=module]').src;
              const { codeAt } = await import(new URL('code.js', at));
              const codes = [];
              for (const [hash, length] of [['SHA-1', 20], ['SHA-256', 32], ['SHA-512', 64]]) {
                const seed = new TextEncoder().encode('1234567890'.repeat(7).slice(0, length));
                const how = { name: 'HMAC', hash };
                const key = await crypto.subtle.importKey('raw', seed, how, false, ['sign']);
                codes.push(await codeAt(key, 8, 30, 59_000));
                codes.push(await codeAt(key, 8, 30, 20_000_000_000_000));
              }
              return codes.join(' ');
            }
            """);
    assertEquals("94287082 65353130 46119246 77737706 90693936 47863826", shown);
  }
}
