package dev.kagimori.demo;

import io.vertx.core.json.JsonObject;

/**
 * A customer of one of the demo's institutions: a login within a contract.
 *
 * @param role {@code PERSONAL}, {@code MASTER} or {@code GENERAL}
 */
record Customer(String contract, String user, String role) {
  String path() {
    return contractPath() + "/users/" + user;
  }

  String contractPath() {
    return "/v1/contracts/" + contract;
  }

  /** Where notices go; one for the whole contract. */
  String registeredMail() {
    return contract + "@example.jp";
  }

  /** Where issue mails go. */
  String phoneMail() {
    return contract + "-" + user + "@phone.example.jp";
  }

  /** Contract and user alone. */
  JsonObject toJson() {
    return new JsonObject().put("contract", contract).put("user", user);
  }

  /** With all that scripts may want to know. */
  JsonObject described() {
    return toJson()
        .put("role", role)
        .put("registeredMail", registeredMail())
        .put("phoneMail", phoneMail());
  }
}
