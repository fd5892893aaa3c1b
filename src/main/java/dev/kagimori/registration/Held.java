package dev.kagimori.registration;

import dev.kagimori.http.Problem;
import dev.kagimori.http.ProblemCode;
import dev.kagimori.http.ProblemException;
import dev.kagimori.institution.User;
import dev.kagimori.institution.UserStore;
import dev.kagimori.token.SerialNumber;
import dev.kagimori.token.StoredToken;
import dev.kagimori.token.TokenStore;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rows that an operation of a customer holds until its transaction ends. */
final class Held {
  /** Whoever changes a registration holds its user, so that it needs no lock of its own. */
  private static final String TOKENS =
      """
      WITH mine AS MATERIALIZED (
        SELECT registration, serial, login_otp, opened_at FROM registration
        WHERE institution = $1 AND contract = $2 AND user_id = $3 AND ended_at IS NULL)
      SELECT m.registration, m.login_otp, m.opened_at,
      """
          + TokenStore.COLUMNS
          + """
          FROM token t LEFT JOIN mine m ON m.serial = t.serial
          WHERE t.institution = $1
            AND t.serial = ANY(ARRAY[$4::text, (SELECT serial FROM mine)])
          ORDER BY t.serial FOR NO KEY UPDATE OF t
          """;

  private final @Nullable User user;
  private final Optional<Registration> registration;
  private final Map<SerialNumber, StoredToken> tokens;

  private Held(@Nullable User user, Iterable<Row> rows) {
    this.user = user;
    Optional<Registration> open = Optional.empty();
    tokens = new HashMap<>();
    for (var row : rows) {
      var stored = TokenStore.stored(row);
      tokens.put(stored.token().serial(), stored);
      if (row.getUUID("registration") != null) open = Optional.of(Registration.from(row));
    }
    registration = open;
  }

  /**
   * Holds the user, and then the registered token and the one that is shown, in the order of their
   * serials.
   */
  static Future<Held> of(
      SqlClient db, UserStore users, Request request, @Nullable SerialNumber shown) {
    var user = users.lock(db, request.institution(), request.contract(), request.user());
    // a statement of its own, since it must see what was changed while the user was waited for
    var tokens =
        db.preparedQuery(TOKENS)
            .execute(
                Tuple.of(
                    request.institution(),
                    request.contract(),
                    request.user(),
                    shown == null ? null : shown.value()));
    return user.compose(found -> tokens.map(rows -> new Held(found.orElse(null), rows)));
  }

  /**
   * The user.
   *
   * @throws ProblemException {@code NOT_FOUND} when this institution has no such user
   */
  User user() {
    if (user == null) throw new ProblemException(Problem.of(ProblemCode.NOT_FOUND));
    return user;
  }

  /** The open one. */
  Optional<Registration> registration() {
    return registration;
  }

  /** The token with that serial number, which was shown; null: there is none. */
  @Nullable StoredToken shown(SerialNumber serial) {
    return tokens.get(serial);
  }

  /** The token of the open registration. */
  StoredToken registered(Registration open) {
    var stored = tokens.get(open.serial());
    if (stored == null) throw new IllegalStateException("a registered token is gone");
    return stored;
  }
}
