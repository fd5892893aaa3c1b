package dev.kagimori.http;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The pages that anyone may read: the contracts, pages to read them with, and the problems. */
final class Documents {
  private static final String WEBJAR = "/META-INF/resources/webjars/swagger-ui/5.18.2/";
  private static final String HTML = "text/html; charset=utf-8";
  private static final String SCRIPT = "text/javascript; charset=utf-8";
  private static final String STYLE = "text/css; charset=utf-8";

  private static final String START =
      """
      SwaggerUIBundle({
        url: document.getElementById('contract').dataset.document,
        dom_id: '#contract',
        deepLinking: true,
        validatorUrl: null,
      });
      """;

  /** A page as it is sent. */
  record Page(String type, Buffer body) {}

  private final Map<String, Page> pages = new HashMap<>();

  Documents(Map<Door, OpenApi> contracts) {
    contracts.forEach((door, contract) -> {
      put(door.document(), "application/yaml; charset=utf-8", contract.text());
      put(door.page(), HTML, index(door));
    });
    put("/docs/start.js", SCRIPT, START);
    put("/docs/problems", HTML, ProblemPage.html());
    webjar("swagger-ui-bundle.js", SCRIPT);
    webjar("swagger-ui.css", STYLE);
    webjar("favicon-32x32.png", "image/png");
  }

  private static String index(Door shown) {
    return """
    <!DOCTYPE html>
    <html lang="ja">
    <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>鍵守 Kagimori API: %1$s</title>
      <link rel="stylesheet" href="/docs/swagger-ui.css">
      <link rel="icon" type="image/png" href="/docs/favicon-32x32.png">
    </head>
    <body>
      <nav aria-label="API">
        %2$s
        <a href="/docs/problems">エラーコード / problems</a>
      </nav>
      <noscript>
        JavaScript が使えない場合は YAML ファイルをお読みください。
        <span lang="en">Without JavaScript, read the documents:</span>
        %3$s
      </noscript>
      <div id="contract" data-document="%4$s"></div>
      <script src="/docs/swagger-ui-bundle.js"></script>
      <script src="/docs/start.js"></script>
    </body>
    </html>
    """
        .formatted(
            shown.title(),
            links(door ->
                "<a href=\"%s\"%s>%s</a>"
                    .formatted(
                        door.page(), door == shown ? " aria-current=\"page\"" : "", door.title())),
            links(door -> "<a href=\"%1$s\">%1$s</a>".formatted(door.document())),
            shown.document());
  }

  private static String links(Function<Door, String> link) {
    return Arrays.stream(Door.values()).map(link).collect(Collectors.joining("\n    "));
  }

  /** The page of an address; {@code /docs/} is {@code /docs}. */
  Optional<Page> at(String path) {
    var address =
        path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    return Optional.ofNullable(pages.get(address));
  }

  private void put(String address, String type, String text) {
    pages.put(address, new Page(type, Buffer.buffer(text)));
  }

  private void webjar(String name, String type) {
    try (var in = Documents.class.getResourceAsStream(WEBJAR + name)) {
      if (in == null) throw new IllegalStateException(WEBJAR + name + " is not on the class path");
      pages.put("/docs/" + name, new Page(type, Buffer.buffer(in.readAllBytes())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
