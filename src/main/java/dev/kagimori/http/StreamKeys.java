package dev.kagimori.http;

import dev.kagimori.database.Tx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlClient;
import java.time.Instant;
import java.util.Optional;

/**
 * {@code Idempotency-Key} of calls whose body is a stream: what they were used for is known only
 * when the stream was read, and minutes are too long for {@link Idempotency}'s transaction. Such a
 * call is known again, and answered again, by what it changed; here it is only kept what its key
 * was used for, so that the same key with another body can be refused.
 */
public final class StreamKeys {
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
    for (var row : Tx.read(pool, Idempotency.READ, Idempotency.scope(call, key.get())))
      return Optional.of(row.getBuffer("fingerprint").getBytes());
    return Optional.empty();
  }

  /** Keeps what the call's key was used for, where it has one; awaits. */
  public static void used(SqlClient db, Call call, byte[] fingerprint, Instant now) {
    var key = call.idempotencyKey();
    if (key.isEmpty()) return;
    var claimed = Idempotency.claimed(call, key.get(), fingerprint, now);
    db.preparedQuery(KEEP).execute(claimed).await();
  }
}
