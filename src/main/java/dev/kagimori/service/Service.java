package dev.kagimori.service;

import dev.kagimori.database.Changes;
import dev.kagimori.database.ClockGuard;
import dev.kagimori.database.Database;
import dev.kagimori.database.Migrations;
import dev.kagimori.database.PoolSettings;
import dev.kagimori.database.SafetyCheck;
import dev.kagimori.http.ApiKeys;
import dev.kagimori.http.Door;
import dev.kagimori.http.HealthCheck;
import dev.kagimori.http.HttpFrontend;
import dev.kagimori.http.HttpManagement;
import dev.kagimori.http.Idempotency;
import dev.kagimori.http.Metrics;
import dev.kagimori.http.Routes;
import dev.kagimori.http.TimeRoutes;
import dev.kagimori.institution.Institutions;
import dev.kagimori.institution.TermsStore;
import dev.kagimori.issue.AppRoutes;
import dev.kagimori.issue.IssueRoutes;
import dev.kagimori.issue.StartPasswords;
import dev.kagimori.keyring.Keyring;
import dev.kagimori.mail.Mailroom;
import dev.kagimori.mail.Outbox;
import dev.kagimori.registration.ContractRoutes;
import dev.kagimori.registration.RegistrationRoutes;
import dev.kagimori.staff.Accounts;
import dev.kagimori.staff.StaffRoutes;
import dev.kagimori.staff.stock.StockRoutes;
import dev.kagimori.staff.stock.TransitRoutes;
import dev.kagimori.stock.StockWatch;
import dev.kagimori.stock.intake.DeadImports;
import dev.kagimori.verification.VerificationRoutes;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running instance. It keeps no state of its own: any number of them serve one database. */
public final class Service implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Service.class);

  /** The clock's question has a connection of its own, so that a full pool does not stop it. */
  private static final PoolSettings FOR_THE_CLOCK =
      PoolSettings.usual().withSize(1, 4).named("kagimori clock");

  /** One for the batch at work; the others find out what became of batches that were lost. */
  private static final PoolSettings FOR_VERIFICATION =
      PoolSettings.usual().withSize(3, 16).named("kagimori verify");

  private final Deque<Runnable> closing = new ArrayDeque<>();
  private final int port;
  private final int managementPort;

  private Service(Settings settings) {
    try {
      var metrics = new Metrics();
      var vertx = metrics.vertx();
      closing.push(() -> vertx.close().await());
      var pool = pool(vertx, settings, settings.pool());
      SafetyCheck.require(pool);
      closing.push(HttpFrontend.prepare(vertx)); // not before: the first connection has its time
      Migrations.requireCurrent(pool);
      var changes = Changes.listen(vertx, settings.database());
      closing.push(changes::close);
      var keyring = Keyring.open(settings.masterKey(), pool, settings.clock(), metrics.registry());
      Institutions.all(pool).forEach(keyring::load); // a key file that does not fit is seen now
      var guard = ClockGuard.start(vertx, Clock.systemUTC(), pool(vertx, settings, FOR_THE_CLOCK));
      closing.push(guard::close);
      var housekeeping = Housekeeping.start(vertx, pool, settings.clock(), metrics.registry());
      closing.push(housekeeping::close);

      var isOpen = new AtomicBoolean();
      var management =
          HttpManagement.start(
              vertx,
              settings.management(),
              checks(pool, guard, isOpen, settings.smtp().isPresent()),
              metrics.registry());
      closing.push(management::stop);
      managementPort = management.port();
      var terms = new TermsStore(pool, changes);
      var stock = StockWatch.start(vertx, pool, terms, settings.clock(), metrics.registry());
      closing.push(stock::close);
      var dead = DeadImports.start(vertx, pool, settings.clock());
      closing.push(dead::close);
      var idempotency = new Idempotency(pool, keyring);
      var passwords = new StartPasswords(keyring, settings.passwordMemory());
      closing.push(passwords::close);
      var accounts = new Accounts(pool, changes);
      var staff = new KeyedCredentials(accounts, keyring);
      var parts =
          new HttpFrontend.Parts(
              () ->
                  routes(
                      vertx,
                      pool,
                      keyring,
                      accounts,
                      terms,
                      idempotency,
                      passwords,
                      settings,
                      metrics.registry()),
              Map.of(
                  Door.FRONT_END,
                  new KeyedCredentials(new ApiKeys(pool, changes), keyring),
                  Door.STAFF,
                  staff,
                  Door.STOCK,
                  staff),
              guard::agrees,
              metrics.registry(),
              AppSite.load());
      var frontend = HttpFrontend.start(vertx, settings.frontend(), settings.limits(), parts);
      closing.push(frontend::stop);
      port = frontend.port();
      var mailroom =
          Mailroom.start(
              vertx, pool, changes, keyring, settings.clock(), metrics.registry(), settings.smtp());
      closing.push(mailroom::close);
      isOpen.set(true);
    } catch (Throwable e) { // awaiting throws what is not declared, too
      close();
      throw e;
    }
  }

  /**
   * Starts an instance; blocks until it serves.
   *
   * @throws dev.kagimori.database.CannotStart when the database is not durable, its role too
   *     strong, its schema old, or the key file unusable; the message says what to do
   */
  public static Service start(Settings settings) {
    return new Service(settings);
  }

  public int port() {
    return port;
  }

  public int managementPort() {
    return managementPort;
  }

  /** Stops accepting, finishes what is in flight, closes. */
  @Override
  public void close() {
    while (!closing.isEmpty()) {
      try {
        closing.pop().run();
      } catch (Exception e) {
        log.warn("a part did not stop cleanly", e);
      }
    }
  }

  private Pool pool(Vertx vertx, Settings settings, PoolSettings bounds) {
    var pool = Database.open(vertx, settings.database(), bounds);
    closing.push(() -> pool.close().await());
    return pool;
  }

  /** For one event loop; verification has connections there that no other loop uses. */
  private static List<Routes> routes(
      Vertx vertx,
      Pool pool,
      Keyring keyring,
      Accounts accounts,
      TermsStore terms,
      Idempotency idempotency,
      StartPasswords passwords,
      Settings settings,
      MeterRegistry meters) {
    var clock = settings.clock();
    var hot = Database.open(vertx, settings.database(), FOR_VERIFICATION);
    return List.of(
        new StaffRoutes(pool, keyring, accounts, terms, idempotency, clock),
        new StockRoutes(pool, keyring, accounts, terms, idempotency, clock),
        new TransitRoutes(pool, keyring, accounts, terms, idempotency, clock, meters),
        new TimeRoutes(clock),
        new ContractRoutes(idempotency, terms, new Outbox(keyring), clock),
        new IssueRoutes(pool, keyring, terms, idempotency, passwords, clock),
        new AppRoutes(pool, keyring, terms, passwords, clock),
        new RegistrationRoutes(pool, keyring, terms, idempotency, clock),
        new VerificationRoutes(vertx, pool, hot, keyring, terms, clock, meters));
  }

  private static List<HealthCheck> checks(
      Pool pool, ClockGuard guard, AtomicBoolean isOpen, boolean sendsMails) {
    return List.of(
        check(
            "frontend",
            () -> isOpen.get() ? Optional.empty() : Optional.of("its port is not open yet")),
        check(
            "database",
            () -> {
              pool.query("SELECT 1").execute().await();
              return Optional.empty();
            }),
        check(
            "clock",
            () ->
                guard.agrees()
                    ? Optional.empty()
                    : Optional.of("differs from the database's by more than 1 s, or is unknown")),
        noted("mail", sendsMails ? "" : "no SMTP server is given: mails wait in the outbox"));
  }

  /** Something that an operator wants to know, and that serving does not depend on. */
  private static HealthCheck noted(String name, String note) {
    return new HealthCheck() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Optional<String> problem() {
        return Optional.empty();
      }

      @Override
      public Optional<String> note() {
        return note.isEmpty() ? Optional.empty() : Optional.of(note);
      }
    };
  }

  private interface Check {
    Optional<String> problem();
  }

  private static HealthCheck check(String name, Check check) {
    return new HealthCheck() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Optional<String> problem() {
        return check.problem();
      }
    };
  }
}
