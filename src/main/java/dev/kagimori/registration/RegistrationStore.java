package dev.kagimori.registration;

import dev.kagimori.database.Writes;
import dev.kagimori.institution.Times;
import dev.kagimori.institution.User;
import dev.kagimori.registration.Registration.End;
import dev.kagimori.token.Owner;
import dev.kagimori.token.SerialNumber;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The rows of {@code registration}; unique indexes keep one open per user and one per token. */
public final class RegistrationStore {
  private static final String OPEN_OF_USER =
      """
      SELECT registration, serial, login_otp, opened_at FROM registration
      WHERE institution = $1 AND contract = $2 AND user_id = $3 AND ended_at IS NULL
      """;

  private static final String INSERT =
      """
      INSERT INTO registration
        (institution, registration, contract, user_id, serial, login_otp, opened_at)
      SELECT $1::text, $2::uuid, $3::text, $4::text, $5::text, $6::boolean, $7::timestamptz
      """;

  private static final String INSERT_AFTER_END = INSERT + " FROM ended";

  private static final String END =
      """
      UPDATE registration SET ended_at = $3, end_reason = $4
      WHERE institution = $1 AND registration = $2 AND ended_at IS NULL
      """;

  private static final String END_ALL =
      """
      UPDATE registration SET ended_at = $3, end_reason = $4
      WHERE institution = $1 AND serial = ANY($2) AND end_reason IS NULL
      RETURNING contract, user_id
      """;

  private static final String HISTORY =
      """
      SELECT serial, login_otp, opened_at, ended_at, end_reason FROM registration
      WHERE institution = $1 AND contract = $2 AND user_id = $3 ORDER BY opened_at DESC LIMIT 20
      """;

  private RegistrationStore() {}

  /** A user's open one. */
  public static Future<Optional<Registration>> openOf(SqlClient db, User user) {
    return db.preparedQuery(OPEN_OF_USER)
        .execute(Tuple.of(user.institution(), user.contract(), user.user()))
        .map(rows ->
            StreamSupport.stream(rows.spliterator(), false).map(Registration::from).findFirst());
  }

  /** The last twenty, ended ones too, newest first. */
  static Future<RowSet<Row>> history(SqlClient db, User user) {
    return db.preparedQuery(HISTORY)
        .execute(Tuple.of(user.institution(), user.contract(), user.user()));
  }

  static void open(Writes writes, User user, Registration registration) {
    writes.row(INSERT, opening(user, registration));
  }

  static void end(Writes writes, User user, Registration registration, End reason, Instant now) {
    writes.row("ended", END, ending(user, registration, reason, now));
  }

  /**
   * Ends those that are open of tokens that are held.
   *
   * @return whose they were
   */
  static Future<Set<Owner>> endAll(
      SqlClient db, String institution, List<SerialNumber> serials, End reason, Instant now) {
    var values = serials.stream().map(SerialNumber::value).toArray(String[]::new);
    return db.preparedQuery(END_ALL)
        .execute(
            Tuple.tuple()
                .addString(institution)
                .addArrayOfString(values)
                .addOffsetDateTime(Times.column(now))
                .addString(reason.name()))
        .map(rows ->
            StreamSupport.stream(rows.spliterator(), false)
                .map(row -> new Owner(row.getString("contract"), row.getString("user_id")))
                .collect(Collectors.toSet()));
  }

  /** Ends one and opens the next; the first must be over for the user to have a second. */
  static void replace(Writes writes, User user, Registration old, Registration next) {
    end(writes, user, old, End.EXCHANGED, next.openedAt());
    writes.row(INSERT_AFTER_END, opening(user, next));
  }

  private static Tuple opening(User user, Registration registration) {
    return Tuple.of(
        user.institution(),
        registration.id(),
        user.contract(),
        user.user(),
        registration.serial().value(),
        registration.loginOtp(),
        Times.column(registration.openedAt()));
  }

  private static Tuple ending(User user, Registration registration, End reason, Instant now) {
    return Tuple.of(user.institution(), registration.id(), Times.column(now), reason.name());
  }
}
