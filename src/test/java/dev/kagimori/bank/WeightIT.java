package dev.kagimori.bank;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import dev.kagimori.browser.Chromium;
import dev.kagimori.browser.Screen;
import dev.kagimori.secrets.Secrets;
import dev.kagimori.testkit.ReferenceSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a page costs somebody who was never here: bytes are bounded, times are told. */
class WeightIT {
  private static final long BYTES_MAX = 100_000;

  /** For a measurement by hand: {@code -Dpages.visits=5}. */
  private static final int VISITS = Integer.getInteger("pages.visits", 1);

  private static final Path TABLE = Path.of("target", "pages.tsv");
  private static final String FIRST_PAINT =
      """
      () => new Promise(painted => new PerformanceObserver(list => {
        const first = list.getEntriesByName('first-contentful-paint')[0];
        if (first) painted(first.startTime);
      }).observe({type: 'paint', buffered: true}))
      """;

  @RegisterExtension static final BankTown town = new BankTown();
  @RegisterExtension static final Chromium chromium = new Chromium();

  /** What one visit cost: bytes with headers, as they came over the line; milliseconds. */
  private record Visit(long bytes, long firstPaint) {}

  private final List<String> lines = new ArrayList<>();

  @Test
  void noPageOfABankIsHeavierThanAHundredKilobytes() throws IOException {
    lines.add("page\tbytes\tfirst paint, ms: least\tmedian\tmost");
    chromium.page(Screen.PC, "ja-JP").setContent("<p>支度"); // the browser's own first time
    var first = town.bank(ReferenceSystem.E) + "/";
    lines.add(line("the first visit after a start", List.of(stranger(first))));
    for (var system : ReferenceSystem.values())
      for (var path : List.of("/", "/login", "/help", "/where", "/app")) {
        var address = town.bank(system) + path;
        lines.add(line(address, times(() -> stranger(address))));
      }
    beforeLogin();
    payment();
    menu();
    setUp();
    Files.writeString(TABLE, String.join("\n", lines) + "\n");
  }

  /** The present page, asked for again; its style sheet may have been kept from those before. */
  private void weigh(Clicks clicks) {
    var page = clicks.page();
    lines.add(line(page.url(), times(() -> visit(page, page.url()))));
  }

  private void beforeLogin() {
    var newcomer = town.person(ReferenceSystem.E);
    var clicks = new Clicks(chromium.page(Screen.PC, "ja-JP"));
    clicks.open(newcomer.bank() + "/").follow("利用開始").at("利用開始");
    weigh(clicks.logIn(newcomer).press("次へ").at("ワンタイムパスワードの利用開始"));

    var who = town.person(ReferenceSystem.E);
    var fob = who.customer().fob();
    who.customer().starts(fob);
    clicks.open(who.bank() + "/").follow("利用中止").at("利用中止").logIn(who).press("次へ");
    weigh(clicks.at("ワンタイムパスワードの利用中止"));
    clicks.open(who.bank() + "/").follow("交換").at("交換").logIn(who).press("次へ");
    weigh(clicks.at("交換：現在のトークン"));
    town.nextCode();
    clicks.type("code", Secrets.code(fob.code())).press("次へ").at("交換：新しいトークン");
    weigh(clicks);
  }

  private void payment() {
    var who = town.person(ReferenceSystem.E);
    var fob = who.customer().fob();
    who.customer().starts(fob);
    var clicks = new Clicks(chromium.page(Screen.PC, "ja-JP"));
    clicks.open(who.bank() + "/login").logIn(who).press("ログイン").at("ワンタイムパスワードの入力");
    weigh(clicks);
    town.nextCode();
    clicks.type("code", Secrets.code(fob.code())).press("ログイン").at("トップページ");
    weigh(clicks);
    clicks.press("振込").at("振込");
    weigh(clicks);
    Orders.toRegistered(clicks.open(who.bank() + "/home"), "1000");
    weigh(clicks);
    town.nextCode();
    clicks.type("code", Secrets.code(fob.code())).press("確定する").at("振込を受け付けました");
    weigh(clicks);
  }

  private void menu() {
    var who = town.person(ReferenceSystem.B);
    var clicks = new Clicks(chromium.page(Screen.PC, "ja-JP"));
    clicks.open(who.bank() + "/login").logIn(who).press("ログイン").at("トップページ");
    weigh(clicks.follow("ワンタイムパスワード").at("ワンタイムパスワード申請内容選択"));
    weigh(clicks.press("トークン発行").at("トークン発行：種類の選択"));
    weigh(clicks.choose("kind", "fob").press("次へ").at("トークン発行：内容の確認"));
  }

  /** With a certificate, by TLS (D2). */
  private void setUp() {
    var who = town.business(ReferenceSystem.D, List.of("keiri"), List.of()).getFirst();
    var file = town.certificate(who, Duration.ofDays(1)).pkcs12("weight");
    var person = chromium.personCertified(Screen.PC, town.secureOrigin(), file, "weight");
    var clicks = new Clicks(person.newPage());
    weigh(clicks.open(who.bank() + "/").follow("電子証明書でログイン").at("ログイン"));
    weigh(clicks.logIn(who).press("ログイン").at("ワンタイムパスワードの初期設定"));
  }

  private static List<Visit> times(Supplier<Visit> visit) {
    return Stream.generate(visit).limit(VISITS).toList();
  }

  private static String line(String address, List<Visit> visits) {
    long bytes = visits.stream().mapToLong(Visit::bytes).max().orElseThrow();
    assertTrue(bytes > 0 && bytes <= BYTES_MAX, address + ": " + bytes + " bytes");
    var paints = visits.stream().map(Visit::firstPaint).sorted().toList();
    return String.format(
        Locale.ROOT,
        "%s\t%d\t%d\t%d\t%d",
        address.replaceFirst("^https?://[^/]+", "").replaceFirst("/[0-9a-f-]{36}/", "/…/"),
        bytes,
        paints.getFirst(),
        paints.get(paints.size() / 2),
        paints.getLast());
  }

  /** Of somebody who was never here. */
  private static Visit stranger(String address) {
    var page = chromium.page(Screen.PC, "ja-JP");
    try {
      return visit(page, address);
    } finally {
      page.context().close();
    }
  }

  private static Visit visit(Page page, String address) {
    var session = page.context().newCDPSession(page);
    session.send("Network.setCacheDisabled", cacheDisabled());
    var sizes = new ArrayList<Long>();
    Consumer<Request> counting =
        request -> {
          var size = request.sizes();
          sizes.add((long) size.responseBodySize + size.responseHeadersSize);
        };
    page.onRequestFinished(counting);
    page.navigate(address);
    var paint = ((Number) page.evaluate(FIRST_PAINT)).longValue();
    page.offRequestFinished(counting);
    return new Visit(sizes.stream().mapToLong(Long::longValue).sum(), paint);
  }

  private static JsonObject cacheDisabled() {
    var arguments = new JsonObject();
    arguments.addProperty("cacheDisabled", true);
    return arguments;
  }
}
