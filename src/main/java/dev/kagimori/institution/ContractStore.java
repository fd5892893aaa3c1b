package dev.kagimori.institution;

import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rows of {@code contract}. */
public final class ContractStore {
  /** What the service must know of a contract to say what an operation asks for. */
  public record Limits(@Nullable Long dailyLimit, @Nullable Instant otpRequiredFrom) {}

  private static final String LIMITS =
      """
      SELECT declared_daily_limit, otp_required_from FROM contract
      WHERE institution = $1 AND contract = $2
      """;

  /** The row comes back new or old; a kind that differs comes back as no row at all. */
  private static final String PUT =
      """
      INSERT INTO contract AS c
        (institution, contract, kind, declared_daily_limit, registered_mail, otp_required_from)
      VALUES ($1, $2, $3, $4, $5, $6)
      ON CONFLICT (institution, contract) DO UPDATE SET
        declared_daily_limit = excluded.declared_daily_limit,
        registered_mail = excluded.registered_mail,
        otp_required_from = excluded.otp_required_from
      WHERE c.kind = excluded.kind
      RETURNING (xmax = 0) AS created
      """;

  private static final String MAIL =
      """
      SELECT registered_mail FROM contract WHERE institution = $1 AND contract = $2
      FOR NO KEY UPDATE
      """;

  private static final String PUT_USER =
      """
      INSERT INTO customer (institution, contract, user_id, role) VALUES ($1, $2, $3, $4)
      ON CONFLICT (institution, contract, user_id) DO UPDATE SET role = excluded.role
      """;

  private static final String USERS =
      "SELECT count(*)::int AS users FROM customer WHERE institution = $1 AND contract = $2";

  /** What became of a contract that was told. */
  public enum Put {
    CREATED,
    UPDATED,
    /** It exists as the other kind; nothing was changed. */
    OTHER_KIND,
    /** It is personal and has another user already; the transaction is to be rolled back. */
    OTHER_USER
  }

  public Optional<Limits> limits(SqlClient db, String institution, String contract) {
    for (var row : db.preparedQuery(LIMITS).execute(Tuple.of(institution, contract)).await())
      return Optional.of(
          new Limits(row.getLong("declared_daily_limit"), Times.instant(row, "otp_required_from")));
    return Optional.empty();
  }

  /** Where notices go now, held until the transaction ends; empty: nowhere, or no contract. */
  public Optional<String> lockMail(SqlClient db, String institution, String contract) {
    for (var row : db.preparedQuery(MAIL).execute(Tuple.of(institution, contract)).await())
      return Optional.ofNullable(row.getString("registered_mail"));
    return Optional.empty();
  }

  /** Users are added or given a new role, never removed; in one order, so that none deadlocks. */
  public Put put(SqlClient db, String institution, Contract contract) {
    var rows =
        db.preparedQuery(PUT)
            .execute(
                Tuple.of(
                    institution,
                    contract.contract(),
                    contract.kind().name(),
                    contract.declaredDailyLimit(),
                    contract.registeredMail(),
                    Times.column(contract.otpRequiredFrom())))
            .await();
    if (rows.rowCount() == 0) return Put.OTHER_KIND;
    var users =
        contract.users().stream()
            .sorted(Comparator.comparing(Contract.Login::user))
            .map(u -> Tuple.of(institution, contract.contract(), u.user(), u.role().name()))
            .toList();
    db.preparedQuery(PUT_USER).executeBatch(users).await();
    if (contract.kind() == Contract.Kind.PERSONAL && users(db, institution, contract) > 1)
      return Put.OTHER_USER;
    return rows.iterator().next().getBoolean("created") ? Put.CREATED : Put.UPDATED;
  }

  private static int users(SqlClient db, String institution, Contract contract) {
    return db.preparedQuery(USERS)
        .execute(Tuple.of(institution, contract.contract()))
        .await()
        .iterator()
        .next()
        .getInteger("users");
  }
}
