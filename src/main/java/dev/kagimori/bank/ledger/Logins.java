package dev.kagimori.bank.ledger;

import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.StreamSupport;

/** When customers logged in; the last ten of each (D10). */
public final class Logins {
  private static final String NOTE =
      """
      WITH noted AS (
        INSERT INTO login (institution, contract, user_id, at, channel, with_code)
        VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING)
      DELETE FROM login WHERE institution = $1 AND contract = $2 AND user_id = $3 AND at < (
        SELECT at FROM login WHERE institution = $1 AND contract = $2 AND user_id = $3
        ORDER BY at DESC OFFSET 9 LIMIT 1)
      """;

  private static final String LAST =
      "SELECT at, channel, with_code FROM login WHERE institution = $1 AND contract = $2"
          + " AND user_id = $3 ORDER BY at DESC LIMIT 3";

  private final Pool pool;

  public Logins(Pool pool) {
    this.pool = pool;
  }

  /** One login. */
  public record Login(Instant at, String channel, boolean withCode) {}

  public void note(Customer customer, Instant at, Enum<?> channel, boolean withCode) {
    var values = key(customer).addValue(at.atOffset(ZoneOffset.UTC));
    values.addValue(channel.name()).addValue(withCode);
    pool.preparedQuery(NOTE).execute(values).await();
  }

  /** The last three, newest first; this one among them. */
  public List<Login> last(Customer customer) {
    var rows = pool.preparedQuery(LAST).execute(key(customer)).await();
    return StreamSupport.stream(rows.spliterator(), false)
        .map(row ->
            new Login(row.getOffsetDateTime(0).toInstant(), row.getString(1), row.getBoolean(2)))
        .toList();
  }

  private static Tuple key(Customer customer) {
    return Tuple.of(customer.institution(), customer.contract(), customer.user());
  }
}
