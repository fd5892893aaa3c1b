package dev.kagimori.demo;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A contract as the bank's own systems would report it.
 *
 * @param dailyLimit that the customer declared, yen
 * @param otpRequiredFrom RFC 3339; empty: never
 * @param byCertificate whether its users show a client certificate at login (D2)
 */
record Contract(
    String contract,
    String kind,
    long dailyLimit,
    Optional<String> otpRequiredFrom,
    boolean byCertificate,
    List<Customer> users) {
  private static final int NOT_FOUND = 404;
  private static final String COMPULSORY_FROM = "2026-04-01T00:00:00+09:00";

  /** Of so many persons, numbered from 1001 on. */
  static List<Contract> personal(String series, String... users) {
    return IntStream.range(0, users.length)
        .mapToObj(n -> personal(series + "-" + (1001 + n), users[n]))
        .toList();
  }

  private static Contract personal(String contract, String user) {
    return new Contract(
        contract,
        "PERSONAL",
        1_000_000,
        Optional.empty(),
        false,
        List.of(new Customer(contract, user, "PERSONAL")));
  }

  /** A small business. */
  static Contract shop() {
    return business("b-2001", Optional.empty(), false, List.of("keiri"), List.of("tantou"));
  }

  /** One whose users can't go on without a token (D11). */
  static Contract company() {
    return business(
        "t-2001",
        Optional.of(COMPULSORY_FROM),
        false,
        List.of("keiri", "somu"),
        List.of("suzuki", "tanaka", "sato"));
  }

  /** The same, whose users need a client certificate besides (D2). */
  static Contract certifiedCompany() {
    return business("t-2002", Optional.of(COMPULSORY_FROM), true, List.of("keiri"), List.of());
  }

  private static Contract business(
      String contract,
      Optional<String> from,
      boolean byCertificate,
      List<String> masters,
      List<String> generals) {
    var users =
        Stream.concat(
                masters.stream().map(user -> new Customer(contract, user, "MASTER")),
                generals.stream().map(user -> new Customer(contract, user, "GENERAL")))
            .toList();
    return new Contract(contract, "BUSINESS", 10_000_000, from, byCertificate, users);
  }

  /** Makes it known where the service does not know it yet; else it stays as it was left. */
  void introduce(FrontEnd frontEnd) throws IOException {
    if (frontEnd.get(users.getFirst().path()).status() == NOT_FOUND)
      frontEnd.put("/v1/contracts/" + contract, body()).expect(201);
  }

  private JsonObject body() {
    var logins = new JsonArray();
    for (var user : users)
      logins.add(new JsonObject().put("user", user.user()).put("role", user.role()));
    var body =
        new JsonObject()
            .put("kind", kind)
            .put("declaredDailyLimit", dailyLimit)
            .put("registeredMail", users.getFirst().registeredMail())
            .put("users", logins);
    otpRequiredFrom.ifPresent(from -> body.put("otpRequiredFrom", from));
    return body;
  }
}
