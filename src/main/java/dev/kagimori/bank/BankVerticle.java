package dev.kagimori.bank;

import dev.kagimori.bank.ledger.Account;
import dev.kagimori.bank.ledger.Accounts;
import dev.kagimori.bank.ledger.Agreement;
import dev.kagimori.bank.ledger.Customers;
import dev.kagimori.bank.ledger.Logins;
import dev.kagimori.bank.ledger.Newcomer;
import dev.kagimori.bank.ledger.Payee;
import dev.kagimori.bank.page.Routes;
import dev.kagimori.bank.visit.Certificate;
import dev.kagimori.bank.visit.Site;
import dev.kagimori.bank.visit.Tokens;
import dev.kagimori.bank.visit.Visit;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.sqlclient.Pool;
import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The same pages for all banks, on virtual threads of one context: what lies in memory needs no
 * lock.
 */
final class BankVerticle extends VerticleBase {
  private static final int IDLE_SECONDS = 75;

  private final BankSettings settings;
  private final Map<String, Visit.Bank> banks = new LinkedHashMap<>();
  private @Nullable Pool pool;
  private @Nullable HttpServer server;
  private @Nullable HttpServer secure;
  private @Nullable Customers customers;
  private @Nullable Accounts accounts;

  BankVerticle(BankSettings settings) {
    this.settings = settings;
  }

  @Override
  public Future<?> start() {
    var clock = settings.clock();
    var opened = BankDatabase.open(vertx, settings.database());
    pool = opened;
    var people = new Customers(vertx, opened, clock, settings.passwordMemory());
    var money = new Accounts(opened, clock);
    customers = people;
    accounts = money;
    var logins = new Logins(opened);
    for (var house : settings.houses())
      banks.put(
          house.id(),
          new Visit.Bank(house, new Tokens(vertx, house, clock), people, money, logins, clock));
    var router = Router.router(vertx);
    Routes.mount(new Site(router, banks, clock), this::secureOrigin);
    var door = settings.secure();
    if (door != null) secure = open(door.options(), router).await();
    server = open(new HttpServerOptions().setPort(settings.port()), router).await();
    return Future.succeededFuture();
  }

  private Future<HttpServer> open(HttpServerOptions options, Router router) {
    options.setHost(settings.host()).setIdleTimeout(IDLE_SECONDS);
    return vertx.createHttpServer(options).requestHandler(router).listen();
  }

  int port() {
    return Objects.requireNonNull(server).actualPort();
  }

  Optional<String> secureOrigin() {
    var door = settings.secure();
    return door == null || secure == null
        ? Optional.empty()
        : Optional.of("https://" + door.host() + ":" + secure.actualPort());
  }

  void welcome(Newcomer newcomer, List<Account> theirs, List<Payee> payees) {
    var customer = newcomer.customer();
    Objects.requireNonNull(customers).add(newcomer);
    var money = Objects.requireNonNull(accounts);
    for (var account : theirs) money.open(customer.institution(), customer.contract(), account);
    for (var payee : payees) money.register(customer.institution(), customer.contract(), payee);
  }

  void agree(String institution, String contract, Agreement agreement) {
    Objects.requireNonNull(customers).agree(institution, contract, agreement);
  }

  void certify(String institution, String loginId, X509Certificate certificate) {
    Objects.requireNonNull(customers)
        .certify(institution, loginId, Certificate.fingerprint(certificate));
  }

  @Override
  public Future<?> stop() {
    banks.values().forEach(bank -> bank.tokens().close());
    return pool == null ? Future.succeededFuture() : pool.close();
  }
}
