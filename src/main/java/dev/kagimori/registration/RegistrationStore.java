package dev.kagimori.registration;

import dev.kagimori.institution.Times;
import dev.kagimori.institution.User;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.Optional;

/** The rows of {@code registration}; unique indexes keep one open per user and one per token. */
final class RegistrationStore {
  private static final String OPEN_OF_USER =
      """
      SELECT registration, serial, login_otp, opened_at FROM registration
      WHERE institution = $1 AND contract = $2 AND user_id = $3 AND ended_at IS NULL
      """;

  private static final String INSERT =
      """
      INSERT INTO registration
        (institution, registration, contract, user_id, serial, login_otp, opened_at)
      VALUES ($1, $2, $3, $4, $5, $6, $7)
      """;

  private static final String END =
      """
      UPDATE registration SET ended_at = $3, end_reason = $4
      WHERE institution = $1 AND registration = $2 AND ended_at IS NULL
      """;

  private RegistrationStore() {}

  static Optional<Registration> openOf(SqlClient db, User user) {
    for (var row :
        db.preparedQuery(OPEN_OF_USER)
            .execute(Tuple.of(user.institution(), user.contract(), user.user()))
            .await()) return Optional.of(Registration.from(row));
    return Optional.empty();
  }

  static void open(SqlClient db, User user, Registration registration) {
    db.preparedQuery(INSERT)
        .execute(
            Tuple.of(
                user.institution(),
                registration.id(),
                user.contract(),
                user.user(),
                registration.serial().value(),
                registration.loginOtp(),
                Times.column(registration.openedAt())))
        .await();
  }

  static void end(
      SqlClient db, User user, Registration registration, Registration.End reason, Instant now) {
    int ended =
        db.preparedQuery(END)
            .execute(
                Tuple.of(user.institution(), registration.id(), Times.column(now), reason.name()))
            .await()
            .rowCount();
    if (ended != 1)
      throw new IllegalStateException("a registration ended although its user's row was held");
  }
}
