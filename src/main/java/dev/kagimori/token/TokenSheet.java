package dev.kagimori.token;

import dev.kagimori.institution.Times;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A token as staff see it: no seed, no code, nothing that a code could be computed from.
 *
 * @param shipped when it was last handed to the post
 * @param drift what is known of its clock; null: it was never used, or its delivery is not known
 */
public record TokenSheet(Token token, @Nullable Instant shipped, @Nullable DriftRate drift) {
  private static final String COLUMNS =
      "SELECT "
          + TokenStore.COLUMNS
          + """
          , t.shipped_at, t.delivered_at, t.delivered_drift FROM token t WHERE t.institution = $1
          """;

  private static final String OF_OWNER =
      COLUMNS
          + """
          AND t.owner_contract = $2 AND t.owner_user = $3
          ORDER BY t.state = 'IN_USE' DESC, t.last_accepted DESC NULLS LAST, t.serial LIMIT 20
          """;

  private static final String OF_SERIAL = COLUMNS + "AND t.serial = $2";

  /** A user's tokens, ended ones too: the registered one first, then the last used; at most 20. */
  public static List<TokenSheet> ofOwner(SqlClient db, String institution, Owner owner) {
    var values = Tuple.of(institution, owner.contract(), owner.user());
    var rows = db.preparedQuery(OF_OWNER).execute(values).await();
    return StreamSupport.stream(rows.spliterator(), false).map(TokenSheet::from).toList();
  }

  /** One token; empty: there is none. */
  public static Optional<TokenSheet> of(SqlClient db, String institution, SerialNumber serial) {
    var rows = db.preparedQuery(OF_SERIAL).execute(Tuple.of(institution, serial.value())).await();
    return StreamSupport.stream(rows.spliterator(), false).map(TokenSheet::from).findFirst();
  }

  private static TokenSheet from(Row row) {
    var token = TokenStore.stored(row).token();
    var delivered = Times.instant(row, "delivered_at");
    var drift = row.getInteger("delivered_drift");
    var accepted = token.lastAccepted();
    return new TokenSheet(
        token,
        Times.instant(row, "shipped_at"),
        delivered == null || drift == null || accepted == null || !accepted.isAfter(delivered)
            ? null
            : DriftRate.of(token, drift, delivered, accepted));
  }
}
