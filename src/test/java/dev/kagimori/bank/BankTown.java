package dev.kagimori.bank;

import dev.kagimori.bank.ledger.Account;
import dev.kagimori.bank.ledger.Agreement;
import dev.kagimori.bank.ledger.Customer;
import dev.kagimori.bank.ledger.Newcomer;
import dev.kagimori.bank.ledger.Payee;
import dev.kagimori.bank.visit.House;
import dev.kagimori.bank.visit.House.Arrangement;
import dev.kagimori.certificate.Authority;
import dev.kagimori.certificate.Bundle;
import dev.kagimori.fob.time.DrivenTime;
import dev.kagimori.secrets.Secrets;
import dev.kagimori.testkit.Institution;
import dev.kagimori.testkit.KagimoriExtension;
import dev.kagimori.testkit.Mails;
import dev.kagimori.testkit.ReferenceSystem;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.PfxOptions;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The five banks on one port, over a service of their own; all live in the time that the test
 * drives.
 */
final class BankTown implements BeforeAllCallback, AfterAllCallback {
  private static final String CERTIFICATE_PASSWORD = "loopback";
  private static final int LIGHT_PASSWORDS = 256;
  private static final Duration AGE = Duration.ofDays(365);

  private static final AtomicInteger NUMBERS = new AtomicInteger(1_001);

  private static final Map<ReferenceSystem, String> IDS =
      Map.of(
          ReferenceSystem.A, "aoba",
          ReferenceSystem.B, "kitahama",
          ReferenceSystem.C, "hanamizuki",
          ReferenceSystem.D, "taiga",
          ReferenceSystem.E, "minato");

  private final KagimoriExtension kagimori = new KagimoriExtension().withInbox();
  private final JsonObject changedTerms;
  private final Map<ReferenceSystem, Institution> institutions =
      new EnumMap<>(ReferenceSystem.class);
  private @Nullable DeafLine line;
  private @Nullable Vertx vertx;
  private @Nullable BankServer server;
  private @Nullable Authority authority;

  BankTown() {
    this(new JsonObject());
  }

  /** With some terms of all banks changed. */
  BankTown(JsonObject changedTerms) {
    this.changedTerms = changedTerms;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    kagimori.beforeAll(context);
    var service = kagimori.service();
    var started = DeafLine.to(service.uri());
    line = started;
    var houses = new ArrayList<House>();
    for (var system : ReferenceSystem.values()) {
      var institution = service.institution(system, changedTerms);
      institutions.put(system, institution);
      houses.add(house(system, institution, started.uri()));
    }
    var banks = Vertx.vertx();
    vertx = banks;
    server =
        BankServer.start(
            banks,
            new BankSettings(
                "127.0.0.1",
                0,
                service.frontEndDatabase("bank"),
                houses,
                service.time(),
                LIGHT_PASSWORDS,
                door(service.time().instant())));
  }

  private SecureDoor door(Instant now) {
    var made = Authority.named("town", now.minus(AGE));
    authority = made;
    var identity = Buffer.buffer(made.forLoopback(now).pkcs12(CERTIFICATE_PASSWORD));
    return new SecureDoor(
        "127.0.0.1",
        0,
        new PfxOptions().setValue(identity).setPassword(CERTIFICATE_PASSWORD),
        List.of(made.own().certificate()));
  }

  /** A customer's certificate, from now on for a time; their contract asks for it at login. */
  Bundle certificate(Person who, Duration life) {
    var bundle = stranger(who.loginId(), life);
    var customer = who.customer();
    banks().certify(bankId(ReferenceSystem.D), who.loginId(), bundle.certificate());
    agree(ReferenceSystem.D, customer.contract(), true);
    return bundle;
  }

  /** One that is nobody's. */
  Bundle stranger(String name, Duration life) {
    var now = time().instant();
    return Objects.requireNonNull(authority).forCustomer(name, now, now.plus(life));
  }

  private void agree(ReferenceSystem system, String contract, boolean byCertificate) {
    banks()
        .agree(
            bankId(system),
            contract,
            new Agreement(1_000_000L, Instant.parse("2026-03-31T15:00:00Z"), byCertificate));
  }

  private static String bankId(ReferenceSystem system) {
    return Objects.requireNonNull(IDS.get(system));
  }

  private BankServer banks() {
    return Objects.requireNonNull(server);
  }

  private static House house(ReferenceSystem system, Institution institution, URI line) {
    var arrangement =
        switch (system) {
          case A, B, C -> Arrangement.MENU;
          case D -> Arrangement.AT_LOGIN;
          case E -> Arrangement.BEFORE_LOGIN;
        };
    return new House(
        bankId(system),
        line,
        institution.apiKey(),
        URI.create(institution.uri() + "/app/"),
        arrangement,
        system == ReferenceSystem.C,
        system == ReferenceSystem.D);
  }

  /** The time that banks, service and fobs live in. */
  DrivenTime time() {
    return kagimori.time();
  }

  /** Until every token shows its next code. */
  void nextCode() {
    time().pass(Duration.ofMinutes(1));
  }

  /** Until it is ten in the morning. */
  void morning() {
    passUntil(LocalTime.of(10, 0));
  }

  /** Until it is nine in the evening. */
  void evening() {
    passUntil(LocalTime.of(21, 0));
  }

  private void passUntil(LocalTime hour) {
    var now = time().instant().atZone(ZoneId.of("Asia/Tokyo"));
    var today = now.with(hour);
    time().set((today.isBefore(now) ? today.plusDays(1) : today).toInstant());
  }

  /** From the banks to the token service. */
  DeafLine line() {
    return Objects.requireNonNull(line);
  }

  /** The mails that were sent. */
  Mails mails() {
    return kagimori.mails();
  }

  Institution institution(ReferenceSystem system) {
    return Objects.requireNonNull(institutions.get(system));
  }

  /** The port with TLS, where D asks for certificates, such as {@code https://127.0.0.1:40124}. */
  String secureOrigin() {
    return banks().secureOrigin().orElseThrow();
  }

  /** Where a bank's pages begin, such as {@code http://127.0.0.1:40123/minato}. */
  String bank(ReferenceSystem system) {
    return "http://127.0.0.1:" + banks().port() + "/" + IDS.get(system);
  }

  /** A new customer with two accounts, who declared ¥1,000,000 a day. */
  Person person(ReferenceSystem system) {
    var contract = "c-" + NUMBERS.getAndIncrement();
    return people(system, contract, "PERSONAL", List.of("hanako"), List.of()).getFirst();
  }

  /** A new business: its masters, then its general users. */
  List<Person> business(ReferenceSystem system, List<String> masters, List<String> generals) {
    return people(system, "t-" + NUMBERS.getAndIncrement(), "MASTER", masters, generals);
  }

  private List<Person> people(
      ReferenceSystem system, String contract, String role, List<String> first, List<String> then) {
    var users = new JsonArray();
    first.forEach(user -> users.add(user(user, role)));
    then.forEach(user -> users.add(user(user, "GENERAL")));
    var known =
        institution(system)
            .contract(
                contract,
                new JsonObject()
                    .put("kind", role.equals("PERSONAL") ? "PERSONAL" : "BUSINESS")
                    .put("declaredDailyLimit", 1_000_000)
                    .put("registeredMail", contract + "@example.jp")
                    .put("otpRequiredFrom", "2026-04-01T00:00:00+09:00")
                    .put("users", users));
    agree(system, contract, false);
    var people = new ArrayList<Person>();
    for (int n = 0; n < known.size(); n++) {
      var body = users.getJsonObject(n);
      people.add(welcome(system, known.get(n), body.getString("role")));
    }
    return List.copyOf(people);
  }

  private static JsonObject user(String user, String role) {
    return new JsonObject().put("user", user).put("role", role);
  }

  private Person welcome(
      ReferenceSystem system, dev.kagimori.testkit.Customer customer, String role) {
    var id = bankId(system);
    var contract = customer.contract();
    var loginId = role.equals("PERSONAL") ? contract : contract + "-" + customer.user();
    var number = Integer.toString(NUMBERS.get());
    var person =
        new Person(customer, bank(system), loginId, "Rogin" + number + "pw", "Kakunin" + number);
    Secrets.password(person.loginPassword());
    Secrets.password(person.ownPassword());
    var of =
        new Customer(
            id,
            loginId,
            contract,
            customer.user(),
            role,
            "山田 花子",
            "Hanako Yamada",
            contract + "@example.jp");
    var digits = contract.substring(contract.indexOf('-') + 1);
    banks()
        .welcome(
            new Newcomer(of, person.loginPassword(), person.ownPassword()),
            List.of(
                new Account("100" + digits, Account.Kind.ORDINARY, 3_000_000),
                new Account("200" + digits, Account.Kind.SAVINGS, 500_000)),
            List.of(new Payee(1, "海山銀行 本店", "7654321", "スズキ イチロウ")));
    return person;
  }

  /** The name that a bank goes by in pictures. */
  static String tag(ReferenceSystem system) {
    return system.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (server != null) server.close();
    if (vertx != null) vertx.close().await();
    if (line != null) line.close();
  }
}
