package dev.kagimori.bank.visit;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;

/** Draws a page from its record. */
final class Pages {
  private static final TemplateEngine ENGINE =
      TemplateEngine.createPrecompiled(null, ContentType.Html, null, "dev.kagimori.bank.html");

  private Pages() {}

  static String html(View view) {
    var html = new StringOutput(16_384);
    ENGINE.render(view.template(), view, html);
    return html.toString();
  }
}
