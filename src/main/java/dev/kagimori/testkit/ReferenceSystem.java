package dev.kagimori.testkit;

import dev.kagimori.institution.TermsFile;
import io.vertx.core.json.JsonObject;

/** The kinds of service that ship as terms, one institution each. */
public enum ReferenceSystem {
  /** A credit union's personal banking: app tokens by mail, 8 digits, 60 s. */
  A("aoba"),
  /** The same with key-fobs beside the app, which are asked for and shipped. */
  B("kitahama"),
  /** App tokens that expire, a code at login alone; the IDs come in the mail and nowhere else. */
  C("hanamizuki"),
  /** Business banking: master and general users. */
  D("taiga"),
  /** A shinkin bank: fobs and an app that are registered by serial number; 6 digits, 30 s. */
  E("minato");

  private final String institution;

  ReferenceSystem(String institution) {
    this.institution = institution;
  }

  /** The terms of its institution, as shipped. */
  public JsonObject terms() {
    return TermsFile.shipped(institution);
  }
}
