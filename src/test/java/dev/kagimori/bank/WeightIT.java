package dev.kagimori.bank;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Page;
import dev.kagimori.browser.Chromium;
import dev.kagimori.browser.Screen;
import dev.kagimori.testkit.ReferenceSystem;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a page costs somebody who was never here: bytes are bounded, times are told. */
class WeightIT {
  private static final long BYTES_MAX = 100_000;
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

  @Test
  void noPageOfABankIsHeavierThanAHundredKilobytes() throws IOException {
    var lines = new ArrayList<String>();
    for (var system : ReferenceSystem.values())
      for (var path : List.of("/", "/login", "/help", "/where", "/app"))
        lines.add(measured(town.bank(system) + path));
    var who = town.person(ReferenceSystem.E);
    var inside = chromium.page(Screen.PC, "ja-JP");
    new Clicks(inside).open(who.bank() + "/login").logIn(who).press("ログイン").at("トップページ");
    lines.add(again(inside, who.bank() + "/home"));
    Files.writeString(TABLE, String.join("\n", lines) + "\n");
  }

  private static String measured(String address) {
    return again(chromium.page(Screen.PC, "ja-JP"), address);
  }

  /** Bytes with headers, as they came over the line; the first paint in milliseconds. */
  private static String again(Page page, String address) {
    var session = page.context().newCDPSession(page);
    session.send("Network.setCacheDisabled", cacheDisabled());
    var sizes = new ArrayList<Long>();
    page.onRequestFinished(request -> {
      var size = request.sizes();
      sizes.add((long) size.responseBodySize + size.responseHeadersSize);
    });
    page.navigate(address);
    var paint = ((Number) page.evaluate(FIRST_PAINT)).doubleValue();
    var bytes = sizes.stream().mapToLong(Long::longValue).sum();
    assertTrue(bytes > 0 && bytes <= BYTES_MAX, address + ": " + bytes + " bytes");
    var path = URI.create(page.url()).getPath();
    return String.format(Locale.ROOT, "%s\t%d\t%.0f", path, bytes, paint);
  }

  private static JsonObject cacheDisabled() {
    var arguments = new JsonObject();
    arguments.addProperty("cacheDisabled", true);
    return arguments;
  }
}
