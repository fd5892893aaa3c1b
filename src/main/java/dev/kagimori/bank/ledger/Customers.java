package dev.kagimori.bank.ledger;

import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

/** Who the customers are, and whether a password is theirs. */
public final class Customers {
  /** What hashing a password takes where somebody's money is behind it, in KiB. */
  public static final int PASSWORD_MEMORY = 19 * 1024;

  /** Wrong passwords in a row that lock a login. */
  static final int WRONG_MAX = 5;

  /** For how long. */
  static final Duration LOCKED = Duration.ofMinutes(15);

  private static final String COLUMNS =
      "institution, login_id, contract, user_id, role, name_ja, name_en, mail";

  private static final String ONE =
      "SELECT "
          + COLUMNS
          + ", login_hash, own_hash, locked_until, certificate, by_certificate"
          + " FROM customer LEFT JOIN contract USING (institution, contract)"
          + " WHERE institution = $1 AND login_id = $2";

  private static final String OF_CONTRACT =
      "SELECT "
          + COLUMNS
          + " FROM customer WHERE institution = $1 AND contract = $2"
          + " ORDER BY role DESC, login_id LIMIT 200";

  private static final String WRONG =
      """
      UPDATE customer SET
        failures = CASE WHEN failures + 1 >= $3 THEN 0 ELSE failures + 1 END,
        locked_until = CASE WHEN failures + 1 >= $3 THEN $4 ELSE locked_until END
      WHERE institution = $1 AND login_id = $2
      """;

  private static final String RIGHT =
      "UPDATE customer SET failures = 0 WHERE institution = $1 AND login_id = $2 AND failures > 0";

  private static final String PUT =
      """
      INSERT INTO customer (institution, login_id, contract, user_id, role, name_ja, name_en, mail,
        login_hash, own_hash)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
      ON CONFLICT (institution, login_id) DO NOTHING
      """;

  private static final String MAIL =
      "UPDATE customer SET mail = $3 WHERE institution = $1 AND contract = $2";

  private static final String CERTIFY =
      "UPDATE customer SET certificate = $3 WHERE institution = $1 AND login_id = $2";

  private static final String AGREE =
      """
      INSERT INTO contract (institution, contract, daily_limit, otp_required_from, by_certificate)
      VALUES ($1, $2, $3, $4, $5)
      ON CONFLICT (institution, contract) DO UPDATE SET
        daily_limit = excluded.daily_limit, otp_required_from = excluded.otp_required_from,
        by_certificate = excluded.by_certificate
      """;

  private static final String AGREEMENT =
      """
      SELECT daily_limit, otp_required_from, by_certificate FROM contract
      WHERE institution = $1 AND contract = $2
      """;

  private final Pool pool;
  private final Passwords passwords;
  private final InstantSource clock;

  /**
   * Asks this database.
   *
   * @param passwordMemory that hashing a password takes, in KiB, 8 or more; it is not kept with the
   *     hash
   */
  public Customers(Vertx vertx, Pool pool, InstantSource clock, int passwordMemory) {
    this.pool = pool;
    this.clock = clock;
    passwords = new Passwords(vertx, passwordMemory);
  }

  /** What a password came to. */
  public sealed interface Check {
    /** It is this customer's. */
    record Right(Customer customer) implements Check {}

    /** ID, password or certificate is wrong, or too many were: which, is not told. */
    record Wrong() implements Check {}

    /** Too many ask; nothing was looked at. */
    record Busy() implements Check {}
  }

  private enum Which {
    LOGIN("login_hash"),
    OWN("own_hash");

    final String column;

    Which(String column) {
      this.column = column;
    }
  }

  /** Adds whoever is not known yet. */
  public void add(Newcomer newcomer) {
    var c = newcomer.customer();
    var key = Tuple.of(c.institution(), c.loginId());
    if (pool.preparedQuery(ONE).execute(key).await().size() > 0) return; // hashing takes its time
    var values =
        Tuple.of(c.institution(), c.loginId(), c.contract(), c.user(), c.role(), c.nameJa())
            .addValue(c.nameEn())
            .addValue(c.mail())
            .addValue(passwords.hash(newcomer.loginPassword()))
            .addValue(passwords.hash(newcomer.ownPassword()));
    pool.preparedQuery(PUT).execute(values).await();
  }

  /**
   * The login password of whoever says to be this, and where the contract asks for one, their
   * certificate (D2).
   *
   * @param certificate fingerprint of the one that was shown and is in force; empty: none
   */
  public Check login(
      String institution, String loginId, String password, Optional<String> certificate) {
    return check(institution, loginId, password, Which.LOGIN, row -> isCertified(row, certificate));
  }

  private static boolean isCertified(Row row, Optional<String> shown) {
    boolean isAsked = Boolean.TRUE.equals(row.getBoolean("by_certificate"));
    return !isAsked
        || shown.filter(print -> print.equals(row.getString("certificate"))).isPresent();
  }

  /** Whose certificate it is from now on. */
  public void certify(String institution, String loginId, String fingerprint) {
    pool.preparedQuery(CERTIFY).execute(Tuple.of(institution, loginId, fingerprint)).await();
  }

  /** The front end's own factor: the confirmation password of a customer who is logged in. */
  public Check own(Customer customer, String password) {
    return check(customer.institution(), customer.loginId(), password, Which.OWN, _ -> true);
  }

  private Check check(
      String institution, String loginId, String password, Which which, Predicate<Row> whatElse) {
    var key = Tuple.of(institution, loginId);
    var rows = pool.preparedQuery(ONE).execute(key).await();
    var row = rows.size() == 0 ? null : rows.iterator().next();
    var now = clock.instant();
    boolean open = row != null && !isLocked(row, now);
    boolean right;
    try {
      right = passwords.matches(password, row == null ? "" : row.getString(which.column));
    } catch (Passwords.Busy e) {
      return new Check.Busy();
    }
    if (row == null || !open) return new Check.Wrong();
    if (!whatElse.test(row)) return new Check.Wrong(); // nor can they lock out who has it
    if (!right) {
      var until = now.plus(LOCKED).atOffset(ZoneOffset.UTC);
      var charge = Tuple.of(institution, loginId, WRONG_MAX, until);
      pool.preparedQuery(WRONG).execute(charge).await();
      return new Check.Wrong();
    }
    pool.preparedQuery(RIGHT).execute(key).await();
    return new Check.Right(customer(row));
  }

  private static boolean isLocked(Row row, Instant now) {
    OffsetDateTime until = row.getOffsetDateTime("locked_until");
    return until != null && until.toInstant().isAfter(now);
  }

  /** Of one contract, masters first; at most 200. */
  public List<Customer> of(String institution, String contract) {
    var rows = pool.preparedQuery(OF_CONTRACT).execute(Tuple.of(institution, contract)).await();
    return StreamSupport.stream(rows.spliterator(), false).map(Customers::customer).toList();
  }

  /** The address where notices to a contract go. */
  public void setMail(Customer customer, String mail) {
    var values = Tuple.of(customer.institution(), customer.contract(), mail);
    pool.preparedQuery(MAIL).execute(values).await();
  }

  /** Keeps what a contract holds; the token service has to be told of the same. */
  public void agree(String institution, String contract, Agreement agreement) {
    var from = agreement.otpRequiredFrom();
    var values =
        Tuple.of(
            institution,
            contract,
            agreement.dailyLimit(),
            from == null ? null : from.atOffset(ZoneOffset.UTC),
            agreement.byCertificate());
    pool.preparedQuery(AGREE).execute(values).await();
  }

  /** Empty where nothing was kept of the contract. */
  public Optional<Agreement> agreement(Customer customer) {
    var key = Tuple.of(customer.institution(), customer.contract());
    for (var row : pool.preparedQuery(AGREEMENT).execute(key).await()) {
      OffsetDateTime from = row.getOffsetDateTime("otp_required_from");
      return Optional.of(
          new Agreement(
              row.getLong("daily_limit"),
              from == null ? null : from.toInstant(),
              row.getBoolean("by_certificate")));
    }
    return Optional.empty();
  }

  private static Customer customer(Row row) {
    return new Customer(
        row.getString("institution"),
        row.getString("login_id"),
        row.getString("contract"),
        row.getString("user_id"),
        row.getString("role"),
        row.getString("name_ja"),
        row.getString("name_en"),
        row.getString("mail"));
  }
}
