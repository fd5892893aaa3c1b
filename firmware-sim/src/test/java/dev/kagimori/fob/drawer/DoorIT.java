package dev.kagimori.fob.drawer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in, without any rack. */
@Timeout(60)
class DoorIT {
  private static final String PRESS = "/api/fobs/GM00000001/press";

  @TempDir private Path dir = Path.of("");
  private Drawer drawer = unopened();
  private Browser browser = new Browser(drawer.uri());

  private static Drawer unopened() {
    try {
      return Drawer.open("none", 115_200, 0);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @BeforeEach
  void open() throws IOException {
    drawer.close();
    drawer = Drawer.open(dir.resolve("none").toString(), 115_200, 0);
    browser = new Browser(drawer.uri());
  }

  @AfterEach
  void close() {
    drawer.close();
  }

  @Test
  void anAddressThatWasBentToThisOneIsRefused() throws IOException {
    for (var path : List.of("/", "/drawer.js", "/api/fobs")) {
      for (var host :
          List.of("evil.example:" + drawer.uri().getPort(), "127.0.0.1", "127.0.0.1:1")) {
        assertEquals(421, browser.get(path, "Host: " + host).status(), path + " " + host);
      }
    }
    assertEquals(421, browser.post(PRESS, "", "Host: evil.example").status());
    assertEquals(200, browser.get("/", "Host: localhost:" + drawer.uri().getPort()).status());
  }

  @Test
  void anotherSiteIsRefused() throws IOException {
    var own = "Origin: http://" + drawer.uri().getAuthority();
    assertEquals(403, browser.post(PRESS, "", "Origin: http://evil.example").status());
    assertEquals(403, browser.post(PRESS, "", "Origin: null").status());
    assertEquals(403, browser.post(PRESS, "", own, "Sec-Fetch-Site: cross-site").status());
    assertEquals(403, browser.post(PRESS, "", "Sec-Fetch-Site: same-site").status());
    assertEquals(403, browser.get("/api/fobs", "Sec-Fetch-Site: cross-site").status());
    assertEquals(502, browser.post(PRESS, "", own, "Sec-Fetch-Site: same-origin").status());
    assertEquals(200, browser.get("/", "Sec-Fetch-Site: cross-site").status()); // a link to it
  }

  @ParameterizedTest
  @CsvSource({
    "PUT, /api/fobs, 405",
    "DELETE, /, 405",
    "POST, /api/fobs, 404",
    "POST, /api/fobs/GM00000001/seed, 404",
    "POST, /api/fobs/..%2F..%2Fetc/press, 404",
    "GET, /texts_ja.properties, 404",
    "GET, /../Drawer.class, 404",
    "GET, /api/fobs/gm00000001, 404",
    "GET, /api/fobs?page=-1, 400",
    "GET, /api/fobs?q=%zz, 400",
    "POST, /api/fobs/GM00000001/offset, 400"
  })
  void whatIsNotOfferedIsRefused(String method, String path, int status) throws IOException {
    assertEquals(status, browser.send(method, path, "").status());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "offset?millis=86400001",
        "offset?millis=x",
        "rate?ppb=-100001",
        "battery?percent=101"
      })
  void aValueOutOfRangeIsRefusedBeforeTheLineIsOpened(String what) throws IOException {
    var part = what.split("\\?", -1);
    var answer = browser.post("/api/fobs/GM00000001/" + part[0], part[1]);
    assertEquals(400, answer.status());
    assertEquals("BAD_VALUE", answer.member("error"));
  }

  @Test
  void aLongBodyIsRefused() throws IOException {
    var answer = browser.post(PRESS, "x".repeat(1_025));
    assertEquals(413, answer.status());
  }

  @Test
  void aLineThatIsNotThereIsTold() throws IOException {
    var answer = browser.get("/api/fobs");
    assertEquals(502, answer.status());
    assertEquals("NO_LINE", answer.member("error"));
  }

  @Test
  void everyAnswerHasItsHeadersAndThePageNoScriptOfItsOwn() throws IOException {
    for (var path : List.of("/", "/drawer.js", "/drawer.css", "/api/fobs", "/none")) {
      var head = browser.get(path).head().toLowerCase(Locale.ROOT);
      assertTrue(head.contains("content-security-policy: default-src 'none'; script-src 'self'"));
      assertTrue(head.contains("x-content-type-options: nosniff"), head);
      assertTrue(head.contains("cache-control: no-store"), head);
    }
    var page = browser.get("/").body();
    assertFalse(page.contains("unsafe") || page.contains("style=") || page.contains("onclick"));
  }

  @ParameterizedTest
  @CsvSource(
      value = {
        "/|ja-JP,ja;q=0.9|ja",
        "/|en-US,en;q=0.9,ja;q=0.8|en",
        "/|fr|ja",
        "/|;;;|ja",
        "/?lang=en|ja|en",
        "/?lang=ja|en|ja"
      },
      delimiter = '|')
  void thePageSpeaksTheBrowsersLanguageOrTheChosenOne(String path, String wanted, String language)
      throws IOException {
    var page = browser.get(path, "Accept-Language: " + wanted).body();
    assertTrue(page.contains("<html lang=\"" + language + "\">"), page);
    assertFalse(page.contains("{{"), page);
  }

  @Test
  void nobodyElseHearsIt() throws IOException {
    assertEquals("127.0.0.1", drawer.uri().getHost());
    try (var other = Drawer.open("none", 115_200, 0)) {
      assertFalse(other.uri().equals(drawer.uri()));
    }
  }
}
