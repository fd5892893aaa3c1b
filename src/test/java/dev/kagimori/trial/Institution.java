package dev.kagimori.trial;

import dev.kagimori.audit.Source;
import dev.kagimori.fob.device.Fob;
import dev.kagimori.fob.device.Fobs;
import dev.kagimori.fob.device.Make;
import dev.kagimori.fob.pskc.PskcKey;
import dev.kagimori.fob.pskc.PskcWriter;
import dev.kagimori.http.ApiKeys;
import dev.kagimori.institution.Institutions;
import dev.kagimori.registration.Custody;
import dev.kagimori.secrets.Secrets;
import dev.kagimori.stock.Allocation;
import dev.kagimori.stock.Delivery;
import dev.kagimori.stock.DeliveryReport;
import dev.kagimori.token.SerialNumber;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;

/** A bank with its terms, its front end's key, its fobs and customers. */
final class Institution {
  private static final Source STAFF = new Source("staff", "127.0.0.1", "trial");

  final TestBank bank;
  final String id;
  final String key;

  private Institution(TestBank bank, String id, String key) {
    this.bank = bank;
    this.id = id;
    this.key = key;
  }

  static Institution add(TestBank bank, String id, JsonObject otherTerms) {
    var pool = bank.backstage().pool();
    Institutions.put(pool, id, systemE().mergeIn(otherTerms), Instant.EPOCH);
    var key = ApiKeys.add(pool, id, "web", bank.time.instant()).orElseThrow();
    return new Institution(bank, id, Secrets.apiKey(key));
  }

  /** Terms that are in force from now on, as soon as the instances have heard of them. */
  void changeTerms(JsonObject otherTerms) {
    var terms = systemE().mergeIn(otherTerms);
    Institutions.put(bank.backstage().pool(), id, terms, bank.time.instant());
  }

  static JsonObject systemE() {
    try (InputStream in = Institution.class.getResourceAsStream("/institutions/minato.json")) {
      if (in == null) throw new IllegalStateException("the terms of system E are missing");
      return new JsonObject(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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

  private static JsonArray logins(String role, List<String> users) {
    var array = new JsonArray();
    for (var user : users) array.add(new JsonObject().put("user", user).put("role", role));
    return array;
  }

  /** A delivery of six-digit fobs, a month old, all of it in stock. */
  List<Fob> deliver(int count) {
    var fobs =
        Fobs.random(
            count, Make.SIX_DIGITS, bank.random, bank.time.instant().minus(Duration.ofDays(30)));
    deliver(fobs);
    return fobs;
  }

  void deliver(Collection<Fob> fobs) {
    deliverKeys(fobs.stream().map(fob -> PskcKey.of(fob, null)).toList());
  }

  void deliverKeys(List<PskcKey> keys) {
    keys.forEach(key -> Secrets.seed(key.seed().reveal()));
    try {
      var file = Files.createTempFile(bank.directory, "delivery", ".xml");
      PskcWriter.write(file, keys);
      var backstage = bank.backstage();
      var report =
          new Delivery(backstage.pool(), backstage.keyring(), backstage.terms())
              .read(id, file, STAFF, bank.time.instant(), n -> {});
      if (!report.equals(new DeliveryReport.Imported(keys.size())))
        throw new AssertionError("the delivery was not taken: " + report);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A new fob, shipped to this customer. */
  Fob shippedTo(Customer customer) {
    var fob = deliver(1).getFirst();
    allocate(fob, customer);
    return fob;
  }

  void allocate(Fob fob, Customer customer) {
    var backstage = bank.backstage();
    var serial = new SerialNumber(fob.serial());
    var outcome =
        new Allocation(backstage.pool(), backstage.terms())
            .allocate(id, serial, customer.owner(), STAFF, bank.time.instant());
    if (!outcome.equals(new Allocation.Outcome.Allocated(serial, customer.owner())))
      throw new AssertionError("not allocated: " + outcome);
  }

  private Custody custody() {
    return new Custody(bank.backstage().pool(), bank.backstage().terms());
  }

  Custody.Outcome staff(Custody.Act act, Customer customer) {
    return custody()
        .on(act, id, customer.owner(), STAFF, "the customer called", bank.time.instant());
  }

  Custody.Outcome liftStarts(Customer customer) {
    return custody()
        .liftStarts(id, customer.owner(), STAFF, "the customer called", bank.time.instant());
  }
}
