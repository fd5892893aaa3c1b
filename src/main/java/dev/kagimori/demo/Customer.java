package dev.kagimori.demo;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.List;

/** A customer of the demo's institution: a login within a contract. */
record Customer(String contract, String user) {
  private static final int NOT_FOUND = 404;

  /** A contract as the bank's own systems would report it. */
  private record Known(String contract, String kind, long dailyLimit, List<JsonObject> users) {
    JsonObject body() {
      return new JsonObject()
          .put("kind", kind)
          .put("declaredDailyLimit", dailyLimit)
          .put("registeredMail", contract + "@example.jp")
          .put("users", new JsonArray(users));
    }
  }

  private static final List<Known> CONTRACTS =
      List.of(
          personal("c-1001", "hanako"),
          personal("c-1002", "taro"),
          personal("c-1003", "yuki"),
          personal("c-1004", "kenji"),
          new Known(
              "b-2001",
              "BUSINESS",
              10_000_000,
              List.of(user("keiri", "MASTER"), user("tantou", "GENERAL"))));

  private static Known personal(String contract, String user) {
    return new Known(contract, "PERSONAL", 1_000_000, List.of(user(user, "PERSONAL")));
  }

  private static JsonObject user(String user, String role) {
    return new JsonObject().put("user", user).put("role", role);
  }

  static List<Customer> all() {
    return CONTRACTS.stream()
        .flatMap(known ->
            known.users.stream().map(user -> new Customer(known.contract, user.getString("user"))))
        .toList();
  }

  /** Makes known whom the service does not know yet; the others stay as they were left. */
  static void introduce(FrontEnd frontEnd) throws IOException {
    for (var known : CONTRACTS) {
      var first = new Customer(known.contract, known.users.getFirst().getString("user"));
      if (frontEnd.get(first.path()).status() == NOT_FOUND)
        frontEnd.put("/v1/contracts/" + known.contract, known.body()).expect(201);
    }
  }

  String path() {
    return "/v1/contracts/" + contract + "/users/" + user;
  }

  JsonObject toJson() {
    return new JsonObject().put("contract", contract).put("user", user);
  }
}
