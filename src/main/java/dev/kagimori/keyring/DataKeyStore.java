package dev.kagimori.keyring;

import dev.kagimori.database.Tx;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.SortedMap;
import java.util.TreeMap;

/** Wrapped data keys: table {@code data_key}. Rows are never changed by the service. */
final class DataKeyStore {
  private static final String OF_INSTITUTION =
      """
      SELECT version, wrapped FROM data_key WHERE institution = $1 ORDER BY version LIMIT 1000
      """;
  private static final String INSERT =
      """
      INSERT INTO data_key (institution, version, wrapped, created_at) VALUES ($1, $2, $3, $4)
      ON CONFLICT (institution, version) DO NOTHING
      """;
  private static final String ANY =
      """
      SELECT EXISTS (SELECT 1 FROM data_key)
      """;

  private final Pool pool;

  DataKeyStore(Pool pool) {
    this.pool = pool;
  }

  /** The wrapped keys by version; empty where the institution has none yet. */
  SortedMap<Integer, byte[]> of(String institution) {
    var keys = new TreeMap<Integer, byte[]>();
    for (var row : Tx.read(pool, OF_INSTITUTION, Tuple.of(institution)))
      keys.put(row.getInteger("version"), row.getBuffer("wrapped").getBytes());
    return keys;
  }

  /** Does nothing where another instance was first. */
  void insert(String institution, int version, byte[] wrapped, Instant now) {
    Tx.once(
        pool,
        INSERT,
        Tuple.of(institution, version, Buffer.buffer(wrapped), now.atOffset(ZoneOffset.UTC)));
  }

  boolean hasAny() {
    return Tx.read(pool, ANY, Tuple.tuple()).iterator().next().getBoolean(0);
  }
}
