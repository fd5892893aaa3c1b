package dev.kagimori.inbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.browser.Chromium;
import dev.kagimori.browser.Looks;
import dev.kagimori.browser.Screen;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What came by SMTP, as scripts and as people see it. */
@Timeout(120)
class InboxIT {
  @RegisterExtension static final Chromium chromium = new Chromium();

  private static final String EVIL =
      "<script>alert(1)</script> & \"x\" https://example.jp/a?b=1&c=\"><img src=x"
          + " onerror=alert(2)>\n"
          + "javascript:alert(3) をどうぞ（https://otp.example.jp/app）。";

  @TempDir static Path dir = Path.of("");
  private static final Vertx vertx = Vertx.vertx();
  private static @Nullable Inbox started;

  private static Inbox inbox() {
    return Objects.requireNonNull(started);
  }

  @BeforeAll
  static void start() throws IOException, MessagingException {
    started = Inbox.start(vertx, dir);
    for (int i = 1; i <= 60; i++) send("件名 " + i, "一通目から " + i + " 通目です。\n", i);
    send("<b>発送</b>しました", EVIL, 61);
  }

  @AfterAll
  static void end() {
    inbox().close();
    vertx.close().await();
  }

  private static void send(String subject, String text, int at)
      throws MessagingException, IOException {
    var properties = new Properties();
    properties.put("mail.smtp.host", "127.0.0.1");
    properties.put("mail.smtp.port", inbox().smtpPort());
    properties.put("mail.smtp.starttls.required", "true");
    properties.put("mail.smtp.ssl.trust", "127.0.0.1");
    var mail = new MimeMessage(Session.getInstance(properties));
    mail.setFrom(new InternetAddress("otp@kitahama.example.jp", "北浜信用組合", "UTF-8"));
    mail.setRecipient(Message.RecipientType.TO, new InternetAddress("k-1001@example.jp"));
    mail.setSubject(subject, "UTF-8");
    mail.setText(text, "UTF-8");
    mail.setSentDate(Date.from(Instant.parse("2026-11-22T01:02:00Z").plusSeconds(at)));
    Transport.send(mail);
  }

  private record Got(int status, String type, String policy, String body) {}

  private static Got get(String path, String accept, String... more) {
    var client = vertx.createHttpClient();
    var request =
        new RequestOptions()
            .setMethod(HttpMethod.GET)
            .setHost("127.0.0.1")
            .setPort(inbox().uri().getPort())
            .setURI(path)
            .putHeader("Accept", accept);
    for (int i = 0; i < more.length; i += 2) request.putHeader(more[i], more[i + 1]);
    try {
      // nested: attached late, from this thread, it would miss a body that is faster
      return client.request(request).compose(r -> r.send().compose(InboxIT::got)).await();
    } finally {
      client.close().await();
    }
  }

  private static Future<Got> got(HttpClientResponse response) {
    var type = String.valueOf(response.getHeader("Content-Type"));
    var policy = String.valueOf(response.getHeader("Content-Security-Policy"));
    return response
        .body()
        .map(body -> new Got(response.statusCode(), type, policy, body.toString()));
  }

  @Test
  void scriptsGetAllAsJsonOldestFirstAsBefore() {
    for (var accept : new String[] {"*/*", "application/json"}) {
      var mails = new JsonObject(get("/mails", accept).body()).getJsonArray("mails");
      assertEquals(61, mails.size());
      assertEquals("件名 1", mails.getJsonObject(0).getString("subject"));
      assertEquals(EVIL, mails.getJsonObject(60).getString("text").strip());
    }
  }

  @Test
  void browsersGetFiftyAPageNewestFirst() {
    var first = get("/mails", "text/html");
    assertTrue(first.type().startsWith("text/html"), first.type());
    assertTrue(first.policy().startsWith("default-src 'none'; style-src 'self'"), first.policy());
    assertTrue(first.body().indexOf("件名 60") < first.body().indexOf("件名 12"), first.body());
    assertFalse(first.body().contains("件名 11<"), first.body());
    assertTrue(get("/mails?page=2", "text/html").body().contains("件名 11<"));
    assertTrue(get("/mails?page=99", "text/html").body().contains("件名 1<"));
    assertTrue(get("/mails?page=x", "text/html").body().contains("件名 60"));
    assertTrue(first.body().contains("2026-11-22 10:03:00"), first.body());
  }

  @Test
  void whatStandsInAMailIsTextAndOnlyWebAddressesAreLinks() {
    var page = get("/mails/61", "text/html").body();
    assertFalse(page.contains("<script") || page.contains("<img") || page.contains("<b>"), page);
    assertTrue(page.contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;x&quot;"), page);
    assertTrue(page.contains("<a href=\"https://example.jp/a?b=1&amp;c=\" rel="), page);
    assertTrue(page.contains("<a href=\"https://otp.example.jp/app\" rel="), page);
    assertFalse(page.contains("href=\"javascript"), page);
  }

  @Test
  void aForeignHostIsRefusedAndWhatIsNotThereToldInTheBrowsersLanguage() {
    for (var path : new String[] {"/mails", "/mails/1", "/page.css"})
      assertEquals(421, get(path, "*/*", "Host", "evil.example").status());
    assertEquals(403, get("/mails", "*/*", "Origin", "http://evil.example").status());
    assertEquals("", get("/other", "*/*").body()); // for scripts the status says it all
    for (var language : new String[] {"ja", "en"}) {
      var nowhere = get("/other", "text/html", "Accept-Language", language);
      assertEquals(404, nowhere.status());
      assertTrue(nowhere.body().contains("<a href=\"/mails?lang=" + language), nowhere.body());
      var title = language.equals("ja") ? "ページが見つかりません" : "No such page";
      assertTrue(nowhere.body().contains(title), nowhere.body());
    }
    assertEquals(404, get("/other", "*/*").status());
    for (var none : new String[] {"0", "62", "99999999999", "x"})
      assertEquals(404, get("/mails/" + none, "text/html").status());
    var english = get("/mails/0", "text/html", "Accept-Language", "en-GB").body();
    assertTrue(english.contains("No such mail") && english.contains("lang=\"en\""), english);
    assertTrue(get("/mails?lang=ja", "text/html", "Accept-Language", "en").body().contains("届いた"));
  }

  @Test
  void itLooksGood() {
    for (var screen : Screen.values()) {
      var page = chromium.page(screen, "ja-JP");
      page.navigate(inbox().uri().toString());
      Looks.good(page, "mails-" + screen);
      page.getByText("<b>発送</b>しました").click();
      Looks.good(page, "mail-" + screen);
      page.getByText("English").click();
      assertEquals("en", page.getAttribute("html", "lang"));
    }
  }
}
