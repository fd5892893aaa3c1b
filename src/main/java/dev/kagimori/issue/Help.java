package dev.kagimori.issue;

import dev.kagimori.institution.Terms;
import io.vertx.core.json.JsonObject;

/** Where an institution's customers get help (A13), and which phones the app runs on (A19). */
final class Help {
  private Help() {}

  /** {@code helpDesk} and {@code modelsUrl}, where the terms have them. */
  static JsonObject of(Terms terms) {
    var help = new JsonObject();
    var desk = terms.helpDesk();
    if (desk != null) help.put("helpDesk", desk.json());
    var mail = terms.mail();
    if (mail != null && mail.modelsUrl() != null) help.put("modelsUrl", mail.modelsUrl());
    return help;
  }
}
