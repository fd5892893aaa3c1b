package dev.kagimori.bank;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.testkit.ReferenceSystem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is answered to whoever is no browser, or comes from elsewhere. */
class BankDoorsIT {
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final Pattern OPTION = Pattern.compile("<option value=\"([0-9]+)\"");
  private static final Pattern TOKEN = Pattern.compile("name=\"formToken\" value=\"([^\"]+)\"");

  @RegisterExtension static final BankTown town = new BankTown();

  private static String bank() {
    return town.bank(ReferenceSystem.E);
  }

  private static String root() {
    return bank().replaceFirst("/[a-z]+$", "");
  }

  private static HttpResponse<String> sent(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    try (var http = HttpClient.newHttpClient()) {
      return http.send(request.build(), BodyHandlers.ofString());
    }
  }

  private static HttpRequest.Builder to(String address) {
    return HttpRequest.newBuilder(URI.create(address));
  }

  @ParameterizedTest
  @CsvSource({"'',303", "/,200", "/login,200", "/home,403", "/nanimo,404"})
  void headIsAnsweredAsGetIsButWithoutThePage(String path, int status)
      throws IOException, InterruptedException {
    var head = sent(to(bank() + path).method("HEAD", BodyPublishers.noBody()));
    assertEquals(status, head.statusCode());
    assertEquals(status, sent(to(bank() + path)).statusCode());
    assertEquals("", head.body());
    assertEquals(200, sent(to(root() + "/").method("HEAD", BodyPublishers.noBody())).statusCode());
  }

  @ParameterizedTest
  @CsvSource({
    "POST,/nanimo,403",
    "POST,/nanimo/nai/yo,403",
    "GET,/a/b/c/d,404",
    "GET,/?lang=%ZZ,400",
    "GET,/%ZZ,400"
  })
  void whatIsNoPageIsAnsweredByOneThatSaysSo(String method, String path, int status)
      throws IOException, InterruptedException {
    var answer = raw(method, bank() + path);
    assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), answer);
    assertTrue(answer.contains("<h1>"), answer);
  }

  @ParameterizedTest
  @CsvSource({"GET,/nanimo,404", "GET,/nanimo/login,404", "GET,/%ZZ,400", "PUT,/minato/login,405"})
  void whoFindsNothingIsShownAllBanks(String method, String path, int status) throws IOException {
    var answer = raw(method, root() + path);
    assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), answer);
    assertTrue(answer.contains("Content-Security-Policy"), answer);
    assertTrue(answer.contains("href=\"/minato/\""), answer);
  }

  @Test
  void headOfNothingIsNotFoundEither() throws IOException, InterruptedException {
    var head = to(root() + "/nanimo").method("HEAD", BodyPublishers.noBody());
    assertEquals(404, sent(head).statusCode());
  }

  /** As no library for HTTP would send it. */
  private static String raw(String method, String address) throws IOException {
    var authority = address.replaceFirst("^http://([^/]+)/.*", "$1");
    var port = Integer.parseInt(authority.substring(authority.indexOf(':') + 1));
    var path = address.substring("http://".length() + authority.length());
    var request =
        "%s %s HTTP/1.1\r\nHost: %s\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            .formatted(method, path, authority);
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write(request.getBytes(US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "https://evil.example,403",
    "null,403",
    "http://127.0.0.1:1,403",
    "OWN,303",
    "NONE,303",
  })
  @DisplayName("a form is taken from our own pages, and from browsers that do not say where it is")
  void whereAFormComesFrom(String origin, int status) throws IOException, InterruptedException {
    var form = login("x-0", "nanimonai");
    if (!origin.equals("NONE")) form.header("Origin", origin.equals("OWN") ? root() : origin);
    var answer = sent(form);
    assertEquals(status, answer.statusCode());
    assertEquals(status == 403, answer.body().contains("画面が古くなっています"));
    assertFalse(answer.body().contains("nanimonai"));
  }

  /** The form of a page that was asked for a moment ago. */
  private static HttpRequest.Builder login(String id, String password)
      throws IOException, InterruptedException {
    var page = sent(to(bank() + "/login"));
    var token = TOKEN.matcher(page.body());
    assertTrue(token.find());
    var form = "formToken=%s&loginId=%s&password=%s".formatted(encoded(token), id, password);
    return to(bank() + "/login")
        .header("Content-Type", FORM)
        .header("Cookie", cookie(page))
        .POST(BodyPublishers.ofString(form));
  }

  private static String encoded(MatchResult token) {
    return URLEncoder.encode(token.group(1), UTF_8);
  }

  private static String cookie(HttpResponse<String> page) {
    var set = page.headers().allValues("set-cookie").getLast();
    assertTrue(set.contains("HTTPOnly") && set.contains("Secure") && set.contains("SameSite"), set);
    return set.split(";", 2)[0];
  }

  @Test
  void whoOnlyLooksAheadMovesNothing() throws IOException, InterruptedException {
    var who = town.person(ReferenceSystem.E);
    var in = cookie(sent(login(who.loginId(), who.loginPassword())));
    var home = sent(to(bank() + "/home").header("Cookie", in)).body();
    var begun = posted(home, in, "/begin/transfer", "");
    var input = root() + begun.headers().firstValue("Location").orElseThrow();
    var form = sent(to(input).header("Cookie", in)).body();
    var account = OPTION.matcher(form);
    assertTrue(account.find());
    var typed = "&attempt=1&payee=1&amount=1&from=" + account.group(1);
    var confirm =
        root()
            + posted(form, in, input.substring(bank().length()), typed)
                .headers()
                .firstValue("Location")
                .orElseThrow();
    assertTrue(confirm.endsWith("/confirm"), confirm);
    var head = to(input).header("Cookie", in).method("HEAD", BodyPublishers.noBody());
    assertEquals(303, sent(head).statusCode());
    var ahead = to(input).header("Cookie", in).header("Sec-Purpose", "prefetch");
    assertEquals(303, sent(ahead).statusCode());
    assertEquals(200, sent(to(confirm).header("Cookie", in)).statusCode());
    assertEquals(200, sent(to(input).header("Cookie", in)).statusCode());
    assertEquals(303, sent(to(confirm).header("Cookie", in)).statusCode());
  }

  /** A form of a page, with what was typed. */
  private static HttpResponse<String> posted(String page, String cookie, String path, String typed)
      throws IOException, InterruptedException {
    var token = TOKEN.matcher(page);
    assertTrue(token.find());
    return sent(
        to(bank() + path)
            .header("Content-Type", FORM)
            .header("Cookie", cookie)
            .POST(BodyPublishers.ofString("formToken=" + encoded(token) + typed)));
  }

  @Test
  @DisplayName("a cookie is new after login, and what it opens at one bank is shut at another")
  void aSessionIsOfOneBank() throws IOException, InterruptedException {
    var who = town.person(ReferenceSystem.E);
    var form = login(who.loginId(), who.loginPassword());
    var before = form.build().headers().firstValue("Cookie").orElseThrow();
    var in = cookie(sent(form));
    assertNotEquals(before, in);
    assertEquals(200, sent(to(bank() + "/home").header("Cookie", in)).statusCode());
    assertEquals(403, sent(to(bank() + "/home").header("Cookie", before)).statusCode());
    assertEquals(404, sent(to(bank() + "/token").header("Cookie", in)).statusCode());
    var other = town.bank(ReferenceSystem.A);
    var there = in.replaceFirst("minato", "aoba");
    assertEquals(403, sent(to(other + "/home").header("Cookie", there)).statusCode());
  }
}
