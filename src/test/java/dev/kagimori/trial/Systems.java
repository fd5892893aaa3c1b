package dev.kagimori.trial;

import dev.kagimori.institution.BusinessDay;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;

/** What the walks through the five systems ask. */
final class Systems {
  private Systems() {}

  static List<String> allowed(Reply status) {
    return texts(status.json(), "allowed");
  }

  static List<String> texts(JsonObject json, String member) {
    return json.getJsonArray(member).stream().map(String::valueOf).toList();
  }

  static JsonObject institution(Institution institution) {
    return new Customer(institution, "c", "u").call("getInstitution").expect(200).json();
  }

  static JsonObject requirements(
      Customer customer, String operation, String payee, String channel) {
    return customer
        .call("getRequirements")
        .query("operation=%s&payee=%s&channel=%s".formatted(operation, payee, channel))
        .expect(200)
        .json();
  }

  static String factor(Customer customer, String operation) {
    return requirements(customer, operation, "NEW", "PC").getString("factor");
  }

  static long limit(Customer customer, String payee) {
    return requirements(customer, "TRANSFER", payee, "PC").getLong("dailyLimit");
  }

  /** A time of the bank's present day in Japan. */
  static Instant today(TestBank bank, int hour, int minute, int second) {
    return BusinessDay.of(bank.time.instant())
        .atTime(hour, minute, second)
        .atZone(BusinessDay.TOKYO)
        .toInstant();
  }

  /** Users of one business: the first so many are masters. */
  static List<Customer> business(
      Institution institution, String contract, int masters, int generals, String requiredFrom) {
    var logins = new JsonArray();
    for (int n = 0; n < masters + generals; n++)
      logins.add(
          new JsonObject()
              .put("user", n < masters ? "m" + n : "g" + (n - masters))
              .put("role", n < masters ? "MASTER" : "GENERAL"));
    new Customer(institution, contract, "m0")
        .call("putContract")
        .with(
            new JsonObject()
                .put("kind", "BUSINESS")
                .put("registeredMail", "keiri@example.jp")
                .put("otpRequiredFrom", requiredFrom)
                .put("users", logins))
        .expect(201);
    return logins.stream()
        .map(login -> new Customer(institution, contract, ((JsonObject) login).getString("user")))
        .toList();
  }
}
