package dev.kagimori.trial;

import dev.kagimori.fob.device.Fob;
import dev.kagimori.fob.device.Fobs;
import dev.kagimori.fob.device.Make;
import dev.kagimori.fob.pskc.PskcKey;
import dev.kagimori.institution.Institutions;
import dev.kagimori.registration.Custody;
import dev.kagimori.secrets.Secrets;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** A bank of the test kit, whose customers are told by calls that are held against the contract. */
final class Institution {
  final TestBank bank;
  final dev.kagimori.testkit.Institution kit;
  final String id;
  final String key;

  private Institution(TestBank bank, dev.kagimori.testkit.Institution kit) {
    this.bank = bank;
    this.kit = kit;
    id = kit.id();
    key = Secrets.apiKey(kit.apiKey());
  }

  static Institution add(TestBank bank, String id, JsonObject otherTerms) {
    return new Institution(bank, bank.kagimori.institution(id, otherTerms));
  }

  /** Terms that are in force from now on, as soon as the instances have heard of them. */
  void changeTerms(JsonObject otherTerms) {
    kit.changeTerms(otherTerms);
  }

  static JsonObject systemE() {
    return dev.kagimori.testkit.Institution.systemE();
  }

  /** A personal customer, told by the front end. */
  Customer customer(String contract) {
    var customer = new Customer(this, contract, "user");
    customer
        .call("putContract")
        .with(
            new JsonObject()
                .put("kind", "PERSONAL")
                .put("declaredDailyLimit", 500_000)
                .put("users", logins("PERSONAL", List.of("user"))))
        .expect(201);
    return customer;
  }

  /** The same, whose address is registered. */
  Customer customer(String contract, String mail) {
    var customer = new Customer(this, contract, "user");
    customer
        .call("putContract")
        .with(
            new JsonObject()
                .put("kind", "PERSONAL")
                .put("registeredMail", mail)
                .put("users", logins("PERSONAL", List.of("user"))))
        .expect(201);
    return customer;
  }

  /** So many general users of one business, at most 1000. */
  List<Customer> business(String contract, int users) {
    var all =
        IntStream.range(0, users).mapToObj(n -> new Customer(this, contract, "u" + n)).toList();
    var names = all.stream().map(Customer::user).toList();
    for (int from = 0; from < users; from += 100)
      all.getFirst()
          .call("putContract")
          .with(
              new JsonObject()
                  .put("kind", "BUSINESS")
                  .put(
                      "users", logins("GENERAL", names.subList(from, Math.min(users, from + 100)))))
          .expect(from == 0 ? 201 : 200);
    return all;
  }

  /** What its customers type into the app. */
  String serviceId() {
    return Institutions.serviceId(bank.backstage().pool(), id).orElseThrow();
  }

  private static JsonArray logins(String role, List<String> users) {
    var array = new JsonArray();
    for (var user : users) array.add(new JsonObject().put("user", user).put("role", role));
    return array;
  }

  /** A delivery of six-digit fobs, a month old, all of it in stock. */
  List<Fob> deliver(int count) {
    var made = bank.time.instant().minus(Duration.ofDays(30));
    var fobs = Fobs.random(count, Make.SIX_DIGITS, bank.random, made);
    deliver(fobs);
    return fobs;
  }

  void deliver(List<Fob> fobs) {
    var known = Secrets.shownBy(fobs, bank.time.instant());
    deliverKeys(known.stream().map(fob -> PskcKey.of(fob, null)).toList());
  }

  void deliverKeys(List<PskcKey> keys) {
    keys.forEach(key -> Secrets.seed(key.seed().reveal()));
    kit.deliverKeys(keys);
  }

  /** A new fob, shipped to this customer. */
  Fob shippedTo(Customer customer) {
    var fob = deliver(1).getFirst();
    allocate(fob, customer);
    return fob;
  }

  void allocate(Fob fob, Customer customer) {
    customer.kit().receives(customer.held(fob));
  }

  Custody.Outcome staff(Custody.Act act, Customer customer) {
    return switch (act) {
      case SUSPEND -> customer.kit().suspend();
      case UNLOCK -> customer.kit().unlock();
      case REVOKE -> customer.kit().revoke();
    };
  }

  Custody.Outcome liftStarts(Customer customer) {
    return customer.kit().liftStarts();
  }
}
