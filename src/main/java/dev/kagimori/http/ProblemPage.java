package dev.kagimori.http;

/** Where a problem's {@code type} leads to: each code with its status and texts. */
final class ProblemPage {
  private static final String HEAD =
      """
      <!DOCTYPE html>
      <html lang="ja">
      <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>鍵守 Kagimori: problems / エラーコード</title>
        <style>
          body { font-family: sans-serif; max-width: 50rem; margin: 2rem auto; padding: 0 1rem; }
          code { font-size: 1.1em; } dt { margin-top: 1.5rem; } :target { background: #ffc; }
        </style>
      </head>
      <body>
      <h1>エラーコード <span lang="en">Problems</span></h1>
      <dl>
      """;

  private ProblemPage() {}

  static String html() {
    var html = new StringBuilder(HEAD);
    for (var code : ProblemCode.values())
      html.append(
          """
          <dt id="%1$s"><code>%1$s</code> (%2$d)</dt>
          <dd><strong>%3$s</strong> %4$s</dd>
          <dd lang="en"><strong>%5$s.</strong> %6$s</dd>
          """
              .formatted(
                  code.name(),
                  code.status(),
                  escaped(Texts.title(code, Language.JA)),
                  escaped(Texts.detail(code, Language.JA)),
                  escaped(Texts.title(code, Language.EN)),
                  escaped(Texts.detail(code, Language.EN))));
    return html.append("</dl>\n</body>\n</html>\n").toString();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
