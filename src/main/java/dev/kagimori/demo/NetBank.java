package dev.kagimori.demo;

import dev.kagimori.bank.BankServer;
import dev.kagimori.bank.BankSettings;
import dev.kagimori.bank.SecureDoor;
import dev.kagimori.bank.ledger.Account;
import dev.kagimori.bank.ledger.Agreement;
import dev.kagimori.bank.ledger.Customers;
import dev.kagimori.bank.ledger.Newcomer;
import dev.kagimori.bank.ledger.Payee;
import dev.kagimori.bank.visit.House;
import dev.kagimori.bank.visit.House.Arrangement;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;

/** The five banks' pages, with the demo's customers, their accounts and passwords. */
final class NetBank implements AutoCloseable {
  private static final String HOST = "127.0.0.1";
  private static final Payee LANDLORD = new Payee(1, "海山銀行 本店", "7654321", "スズキ イチロウ");
  private static final long ORDINARY = 3_000_000;
  private static final long SAVINGS = 500_000;

  private final BankServer server;

  private NetBank(BankServer server) {
    this.server = server;
  }

  /**
   * Opens them.
   *
   * @param database of the banks' own
   * @param address of the token service
   * @param port 0: any
   * @param door where client certificates are asked for
   */
  static NetBank open(
      Vertx vertx, String database, String address, List<Site> sites, int port, SecureDoor door) {
    var houses = sites.stream().map(site -> house(site, address)).toList();
    var settings =
        new BankSettings(
            HOST, port, database, houses, Clock.systemUTC(), Customers.PASSWORD_MEMORY, door);
    var bank = new NetBank(BankServer.start(vertx, settings));
    for (var site : sites)
      for (var contract : site.tenant().contracts()) bank.welcome(site.tenant(), contract);
    return bank;
  }

  private static House house(Site site, String address) {
    var tenant = site.tenant();
    var arrangement =
        switch (tenant.system()) {
          case "D" -> Arrangement.AT_LOGIN;
          case "E" -> Arrangement.BEFORE_LOGIN;
          default -> Arrangement.MENU;
        };
    return new House(
        tenant.id(),
        URI.create(address),
        site.keys().apiKey(),
        URI.create(address + "/app/"),
        arrangement,
        tenant.system().equals("C"),
        tenant.system().equals("D"));
  }

  private void welcome(Tenant tenant, Contract contract) {
    var digits = contract.contract().substring(2); // such as 1001
    for (var user : contract.users())
      server.welcome(
          newcomer(tenant, user),
          List.of(
              new Account("100" + digits, Account.Kind.ORDINARY, ORDINARY),
              new Account("200" + digits, Account.Kind.SAVINGS, SAVINGS)),
          List.of(LANDLORD));
    server.agree(
        tenant.id(),
        contract.contract(),
        new Agreement(
            contract.dailyLimit(),
            contract
                .otpRequiredFrom()
                .map(from -> OffsetDateTime.parse(from).toInstant())
                .orElse(null),
            contract.byCertificate()));
  }

  /** Makes the certificates known of everybody who logs in with one. */
  void certify(Certificates certificates) throws IOException {
    for (var tenant : Tenant.ALL)
      for (var user : tenant.certified())
        server.certify(tenant.id(), user.loginId(), certificates.of(user));
  }

  private static Newcomer newcomer(Tenant tenant, Customer user) {
    return new Newcomer(
        new dev.kagimori.bank.ledger.Customer(
            tenant.id(),
            user.loginId(),
            user.contract(),
            user.user(),
            user.role(),
            user.nameJa(),
            user.nameEn(),
            user.registeredMail()),
        user.loginPassword(),
        user.ownPassword());
  }

  /** Such as {@code http://127.0.0.1:18085}; all banks are below it. */
  URI uri() {
    return URI.create("http://" + HOST + ":" + server.port());
  }

  /** All banks by TLS. */
  URI secureUri() {
    return URI.create(server.secureOrigin().orElseThrow());
  }

  /** One bank's by TLS. */
  URI secureUri(Tenant tenant) {
    return secureUri().resolve("/" + tenant.id() + "/");
  }

  /** Where one bank's pages begin. */
  URI uri(Tenant tenant) {
    return uri().resolve("/" + tenant.id() + "/");
  }

  @Override
  public void close() {
    server.close();
  }
}
