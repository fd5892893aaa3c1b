package dev.kagimori.registration;

import dev.kagimori.http.Problem;
import dev.kagimori.http.ProblemCode;
import dev.kagimori.http.ProblemException;
import dev.kagimori.institution.UserStore;
import dev.kagimori.token.SerialNumber;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an operation on an open exchange holds.
 *
 * @param found the exchange that the path names, if there is one
 */
record HeldExchange(Optional<Exchange> found, Held rows) {
  static Future<HeldExchange> of(
      SqlClient db, UserStore users, Request request, @Nullable SerialNumber shown) {
    var id = UUID.fromString(request.call().path("exchange"));
    var exchange =
        ExchangeStore.lock(db, request.institution(), id, request.contract(), request.user());
    var rows = Held.of(db, users, request, shown);
    return exchange.compose(found -> rows.map(held -> new HeldExchange(found, held)));
  }

  /**
   * The exchange.
   *
   * @throws ProblemException {@code NOT_FOUND} when this user has no such exchange
   */
  Exchange exchange() {
    return found.orElseThrow(() -> new ProblemException(Problem.of(ProblemCode.NOT_FOUND)));
  }
}
