package dev.kagimori.http;

import dev.kagimori.database.Cached;
import dev.kagimori.database.Changes;
import dev.kagimori.database.Tx;
import dev.kagimori.institution.Times;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.Optional;

/** API keys of front ends: {@code kgm.INSTITUTION.CLIENT.SECRET}. */
public final class ApiKeys implements Credentials {
  private static final String FIND =
      """
      SELECT key_hash FROM client
      WHERE institution = $1 AND client = $2 AND revoked_at IS NULL
      """;

  private static final String ADD =
      """
      INSERT INTO client (institution, client, key_hash, created_at) VALUES ($1, $2, $3, $4)
      ON CONFLICT (institution, client) DO NOTHING
      """;

  private static final KeyForm FORM = new KeyForm("kgm.");

  /** Unknown clients count too, so that asking for many of them does not grow anything. */
  private static final int CACHED_MAX = 1_000;

  private final Cached<Identity, Optional<Buffer>> hashes;

  public ApiKeys(Pool pool, Changes changes) {
    hashes = changes.cached("client", CACHED_MAX, identity -> find(pool, identity));
  }

  @Override
  public Future<Optional<Identity>> identify(String bearer) {
    var key = FORM.read(bearer);
    if (key.isEmpty()) return Future.succeededFuture(Optional.empty());
    var identity = key.get().identity();
    return hashes.find(identity).map(found -> found.filter(key.get()::fits).map(_ -> identity));
  }

  /**
   * Makes a front end's key.
   *
   * @return the key, which is shown once and stored nowhere; empty when the name is taken
   */
  public static Optional<String> add(SqlClient db, String institution, String client, Instant now) {
    var made = FORM.make(institution, client);
    var values = Tuple.of(institution, client, made.hash(), Times.column(now));
    return db.preparedQuery(ADD).execute(values).await().rowCount() == 1
        ? Optional.of(made.text())
        : Optional.empty();
  }

  private static Optional<Buffer> find(Pool pool, Identity identity) {
    for (var row : Tx.read(pool, FIND, Tuple.of(identity.institution(), identity.client())))
      return Optional.of(row.getBuffer("key_hash"));
    return Optional.empty();
  }
}
