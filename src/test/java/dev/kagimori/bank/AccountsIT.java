package dev.kagimori.bank;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kagimori.bank.ledger.Account;
import dev.kagimori.bank.ledger.Accounts;
import dev.kagimori.bank.ledger.Customer;
import dev.kagimori.bank.ledger.Paid;
import dev.kagimori.bank.ledger.Payment;
import dev.kagimori.database.EmbeddedDatabase;
import dev.kagimori.secrets.Secrets;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bank's own books, when much is paid at once. */
class AccountsIT {
  private static final Customer HANAKO =
      new Customer("minato", "c-1", "c-1", "hanako", "PERSONAL", "山田 花子", "H. Yamada", "a@b.jp");

  private static final List<String> NUMBERS = List.of("1001001", "2001001");
  private static final long EACH = 1_000_000;

  @TempDir static Path directory;
  private static EmbeddedDatabase database;
  private static Vertx vertx;
  private static Pool pool;
  private static Accounts accounts;

  @BeforeAll
  static void open() {
    database = EmbeddedDatabase.start(directory);
    Secrets.database(directory);
    var uri = database.another("front_end");
    BankDatabase.migrate(uri);
    vertx = Vertx.vertx();
    pool = BankDatabase.open(vertx, uri);
    accounts = new Accounts(pool, Clock.systemUTC());
  }

  @AfterAll
  static void close() {
    pool.close().await();
    vertx.close().await();
    database.close();
  }

  private static Customer customer(String contract) {
    var customer =
        new Customer(
            HANAKO.institution(),
            contract,
            contract,
            HANAKO.user(),
            HANAKO.role(),
            HANAKO.nameJa(),
            HANAKO.nameEn(),
            HANAKO.mail());
    for (var number : NUMBERS)
      accounts.open(
          customer.institution(),
          contract,
          new Account(contract + number, Account.Kind.ORDINARY, EACH));
    return customer;
  }

  private static Payment payment(UUID id, String from, boolean toNewPayee, long amount) {
    return new Payment(id, "TRANSFER", from, null, "somebody", toNewPayee, amount);
  }

  private static List<Paid> atOnce(int times, Function<Integer, Paid> paying) {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var running =
          IntStream.range(0, times)
              .mapToObj(n -> CompletableFuture.supplyAsync(() -> paying.apply(n), threads))
              .toList();
      return running.stream().map(CompletableFuture::join).toList();
    }
  }

  private static long done(List<Paid> outcomes) {
    return outcomes.stream().filter(Paid.Done.class::isInstance).count();
  }

  private static LongStream balances(Customer customer) {
    return accounts.of(customer).stream().mapToLong(Account::balance);
  }

  @Test
  @DisplayName("A1: the day's limit holds over all accounts of a contract, however much at once")
  void theLimitHoldsOverAllAccounts() {
    var who = customer("limit-");
    var outcomes =
        atOnce(
            40,
            n -> {
              var from = who.contract() + NUMBERS.get(n % NUMBERS.size());
              return accounts.pay(who, payment(UUID.randomUUID(), from, true, 10_000), 200_000L);
            });
    assertEquals(20, done(outcomes));
    assertEquals(2 * EACH - 200_000, balances(who).sum());
  }

  @Test
  void anAccountIsNeverOverdrawn() {
    var who = customer("little-");
    var from = who.contract() + NUMBERS.getFirst();
    var outcomes =
        atOnce(
            40, _ -> accounts.pay(who, payment(UUID.randomUUID(), from, false, EACH / 10), null));
    assertEquals(10, done(outcomes));
    assertEquals(0, balances(who).min().orElseThrow());
  }

  @Test
  void thePaymentOfOneFormIsPaidOnce() {
    var who = customer("once-");
    var payment = payment(UUID.randomUUID(), who.contract() + NUMBERS.getFirst(), true, EACH);
    var outcomes = atOnce(20, _ -> accounts.pay(who, payment, EACH));
    assertEquals(20, done(outcomes));
    var receipts = outcomes.stream().map(Paid.Done.class::cast).map(Paid.Done::receipt);
    assertEquals(1, receipts.distinct().count());
    assertEquals(EACH, balances(who).sum());
  }

  @Test
  void moneyBetweenOwnAccountsIsNeitherLostNorMade() {
    var who = customer("own-");
    var first = who.contract() + NUMBERS.get(0);
    var second = who.contract() + NUMBERS.get(1);
    atOnce(
        40,
        n ->
            accounts.pay(
                who,
                new Payment(
                    UUID.randomUUID(),
                    "OWN_TRANSFER",
                    n % 2 == 0 ? first : second,
                    n % 2 == 0 ? second : first,
                    "own",
                    false,
                    n + 1),
                null));
    assertEquals(2 * EACH, balances(who).sum());
    assertEquals(List.of(EACH + 20, EACH - 20), balances(who).sorted().boxed().toList().reversed());
  }
}
