package dev.kagimori.bank.ledger;

import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The accounts, and what was paid from them. */
public final class Accounts {
  private static final ZoneId JAPAN = ZoneId.of("Asia/Tokyo");

  private static final String OF =
      "SELECT number, kind, balance FROM account WHERE institution = $1 AND contract = $2"
          + " ORDER BY number LIMIT 20";

  private static final String PAYEES =
      "SELECT id, bank_name, account, name FROM payee WHERE institution = $1 AND contract = $2"
          + " ORDER BY id LIMIT 100";

  private static final String OPEN =
      "INSERT INTO account (institution, contract, number, kind, balance)"
          + " VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING";

  private static final String REGISTER =
      "INSERT INTO payee (institution, contract, id, bank_name, account, name)"
          + " VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING";

  private static final String HAVE =
      "SELECT balance FROM account WHERE institution = $1 AND contract = $2 AND number = $3";

  /** The day's limit is the contract's, whichever account is paid from. */
  private static final String HOLD_ALL =
      "SELECT number FROM account WHERE institution = $1 AND contract = $2 ORDER BY number"
          + " FOR UPDATE";

  private static final String KNOWN =
      "SELECT receipt, at FROM payment WHERE institution = $1 AND id = $2";

  private static final String SPENT =
      """
      SELECT COALESCE(SUM(amount), 0)::bigint FROM payment
      WHERE institution = $1 AND contract = $2 AND to_new_payee AND day = $3
      """;

  private static final String ADD =
      "UPDATE account SET balance = balance + $3 WHERE institution = $1 AND number = $2";

  private static final String PUT =
      """
      INSERT INTO payment (institution, id, contract, user_id, kind, from_account, to_text,
        to_new_payee, amount, day, at, receipt)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, lpad(nextval('receipt')::text, 7, '0'))
      RETURNING receipt
      """;

  private static final String LAST =
      "SELECT receipt, at, kind, to_text, amount FROM payment"
          + " WHERE institution = $1 AND contract = $2 ORDER BY at DESC, receipt DESC LIMIT 5";

  private final Pool pool;
  private final InstantSource clock;

  public Accounts(Pool pool, InstantSource clock) {
    this.pool = pool;
    this.clock = clock;
  }

  public List<Account> of(Customer customer) {
    return rows(OF, Tuple.of(customer.institution(), customer.contract())).stream()
        .map(row ->
            new Account(row.getString(0), Account.Kind.valueOf(row.getString(1)), row.getLong(2)))
        .toList();
  }

  public List<Payee> payees(Customer customer) {
    return rows(PAYEES, Tuple.of(customer.institution(), customer.contract())).stream()
        .map(row ->
            new Payee(row.getInteger(0), row.getString(1), row.getString(2), row.getString(3)))
        .toList();
  }

  /** The last five of the contract, newest first. */
  public List<PastPayment> last(Customer customer) {
    return rows(LAST, Tuple.of(customer.institution(), customer.contract())).stream()
        .map(row ->
            new PastPayment(
                row.getString(0),
                row.getOffsetDateTime(1).toInstant(),
                row.getString(2),
                row.getString(3),
                row.getLong(4)))
        .toList();
  }

  private List<Row> rows(String sql, Tuple values) {
    var rows = pool.preparedQuery(sql).execute(values).await();
    return StreamSupport.stream(rows.spliterator(), false).toList();
  }

  /** Opens an account where there is none of this number. */
  public void open(String institution, String contract, Account account) {
    var values = Tuple.of(institution, contract, account.number());
    values.addValue(account.kind().name()).addValue(account.balance());
    pool.preparedQuery(OPEN).execute(values).await();
  }

  /** Registers a payee where there is none of this number. */
  public void register(String institution, String contract, Payee payee) {
    var values = Tuple.of(institution, contract, payee.id(), payee.bankName());
    values.addValue(payee.account()).addValue(payee.name());
    pool.preparedQuery(REGISTER).execute(values).await();
  }

  /**
   * Pays, or says why not; what was paid before under this ID is not paid again.
   *
   * @param limit yen a day to payees named case by case; null: none
   */
  public Paid pay(Customer customer, Payment payment, @Nullable Long limit) {
    var now = clock.instant();
    var db = pool.getConnection().await();
    try {
      var transaction = db.begin().await();
      try {
        var paid = paid(db, customer, payment, limit, now);
        transaction.commit().await();
        return paid;
      } catch (RuntimeException e) {
        transaction.rollback().otherwiseEmpty().await();
        throw e;
      }
    } finally {
      db.close().otherwiseEmpty().await();
    }
  }

  /** What would hinder a payment now; nothing is held, so that it may still change. */
  public Optional<Paid> hindrance(Customer customer, Payment payment, @Nullable Long limit) {
    var db = pool.getConnection().await();
    try {
      var day = LocalDate.ofInstant(clock.instant(), JAPAN);
      return hindrance(db, customer, payment, limit, day);
    } finally {
      db.close().otherwiseEmpty().await();
    }
  }

  private static Optional<Paid> hindrance(
      SqlConnection db, Customer customer, Payment payment, @Nullable Long limit, LocalDate day) {
    var house = customer.institution();
    var contract = customer.contract();
    long balance = one(db, HAVE, Tuple.of(house, contract, payment.from())).getLong(0);
    if (balance < payment.amount()) return Optional.of(new Paid.TooLittle(balance));
    if (limit == null || !payment.toNewPayee()) return Optional.empty();
    long spent = one(db, SPENT, Tuple.of(house, contract, day)).getLong(0);
    return spent + payment.amount() > limit
        ? Optional.of(new Paid.OverLimit(Math.max(0, limit - spent)))
        : Optional.empty();
  }

  private static Paid paid(
      SqlConnection db, Customer customer, Payment payment, @Nullable Long limit, Instant now) {
    var house = customer.institution();
    var day = LocalDate.ofInstant(now, JAPAN);
    db.preparedQuery(HOLD_ALL).execute(Tuple.of(house, customer.contract())).await();
    var before = first(db, KNOWN, Tuple.of(house, payment.id()));
    if (before != null)
      return new Paid.Done(before.getString(0), before.getOffsetDateTime(1).toInstant());
    var hindrance = hindrance(db, customer, payment, limit, day);
    if (hindrance.isPresent()) return hindrance.get();
    add(db, house, payment.from(), -payment.amount());
    if (payment.into() != null) add(db, house, payment.into(), payment.amount());
    var put =
        Tuple.of(house, payment.id(), customer.contract(), customer.user(), payment.kind())
            .addValue(payment.from())
            .addValue(payment.to())
            .addValue(payment.toNewPayee())
            .addValue(payment.amount())
            .addValue(day)
            .addValue(now.atOffset(ZoneOffset.UTC));
    return new Paid.Done(one(db, PUT, put).getString(0), now);
  }

  private static void add(SqlConnection db, String house, String account, long yen) {
    db.preparedQuery(ADD).execute(Tuple.of(house, account, yen)).await();
  }

  private static Row one(SqlConnection db, String sql, Tuple values) {
    var row = first(db, sql, values);
    if (row == null) throw new IllegalStateException("a row was expected");
    return row;
  }

  private static @Nullable Row first(SqlConnection db, String sql, Tuple values) {
    var rows = db.preparedQuery(sql).execute(values).await();
    return rows.size() == 0 ? null : rows.iterator().next();
  }
}
