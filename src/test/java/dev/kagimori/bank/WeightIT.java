package dev.kagimori.bank;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import dev.kagimori.browser.Chromium;
import dev.kagimori.browser.Screen;
import dev.kagimori.testkit.ReferenceSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

  @Test
  void noPageOfABankIsHeavierThanAHundredKilobytes() throws IOException {
    var lines = new ArrayList<String>();
    lines.add("page\tbytes\tfirst paint, ms: least\tmedian\tmost");
    var first = town.bank(ReferenceSystem.E) + "/";
    lines.add(line("the first visit after a start", List.of(stranger(first))));
    for (var system : ReferenceSystem.values())
      for (var path : List.of("/", "/login", "/help", "/where", "/app")) {
        var address = town.bank(system) + path;
        lines.add(line(address, times(() -> stranger(address))));
      }
    var who = town.person(ReferenceSystem.E);
    var inside = chromium.page(Screen.PC, "ja-JP");
    new Clicks(inside).open(who.bank() + "/login").logIn(who).press("ログイン").at("トップページ");
    lines.add(line(who.bank() + "/home", times(() -> visit(inside, who.bank() + "/home"))));
    Files.writeString(TABLE, String.join("\n", lines) + "\n");
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
        address.replaceFirst("^http://[^/]+", ""),
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
