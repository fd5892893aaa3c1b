package dev.kagimori.http;

import dev.kagimori.database.Tx;
import dev.kagimori.institution.Times;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.Optional;

/**
 * {@code Idempotency-Key} of calls whose body is a stream: what they were used for is known only
 * when the stream was read, and minutes are too long for {@link Idempotency}'s transaction. Such a
 * call is known again, and answered again, by what it changed; here it is only kept what its key
 * was used for, so that the same key with another body can be refused.
 */
public final class StreamKeys {
  private static final String READ =
      """
      SELECT fingerprint FROM idempotency
      WHERE institution = $1 AND client = $2 AND method = $3 AND path = $4 AND key = $5
      """;

  private static final String KEEP =
      """
      INSERT INTO idempotency (institution, client, method, path, key, fingerprint, created_at, answer)
      VALUES ($1, $2, $3, $4, $5, $6, $7, '{}')
      ON CONFLICT (institution, client, method, path, key) DO NOTHING
      """;

  private final Pool pool;

  public StreamKeys(Pool pool) {
    this.pool = pool;
  }

  /** The fingerprint of what the call's key was used for; empty: it has none, or it is new. */
  public Optional<byte[]> usedFor(Call call) {
    var key = call.idempotencyKey();
    if (key.isEmpty()) return Optional.empty();
    for (var row : Tx.read(pool, READ, scope(call, key.get())))
      return Optional.of(row.getBuffer("fingerprint").getBytes());
    return Optional.empty();
  }

  /** Keeps what the call's key was used for, where it has one; awaits. */
  public static void used(SqlClient db, Call call, byte[] fingerprint, Instant now) {
    var key = call.idempotencyKey();
    if (key.isEmpty()) return;
    var values =
        scope(call, key.get())
            .addBuffer(Buffer.buffer(fingerprint))
            .addOffsetDateTime(Times.column(now));
    db.preparedQuery(KEEP).execute(values).await();
  }

  private static Tuple scope(Call call, String key) {
    return Tuple.of(
        call.caller().institution(), call.caller().client(), call.method(), call.path(), key);
  }
}
