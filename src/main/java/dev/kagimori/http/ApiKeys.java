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
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * API keys of front ends: {@code kgm.INSTITUTION.CLIENT.SECRET}.
 *
 * <p>The secret has 256 random bits, so its plain hash, which is all that is stored, can't be
 * guessed from.
 */
public final class ApiKeys implements Credentials {
  private static final Pattern KEY =
      Pattern.compile(
          "kgm\\.(?<institution>[a-z][a-z0-9-]{1,31})\\.(?<client>[a-z0-9][a-z0-9-]{0,31})"
              + "\\.(?<secret>[A-Za-z0-9_-]{43})");

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

  /** Unknown clients count too, so that asking for many of them does not grow anything. */
  private static final int CACHED_MAX = 1_000;

  private final Cached<Identity, Optional<Buffer>> hashes;

  public ApiKeys(Pool pool, Changes changes) {
    hashes = changes.cached("client", CACHED_MAX, identity -> find(pool, identity));
  }

  @Override
  public Future<Optional<Identity>> identify(String bearer) {
    var key = KEY.matcher(bearer);
    if (!key.matches()) return Future.succeededFuture(Optional.empty());
    var identity = new Identity(key.group("institution"), key.group("client"));
    byte[] shown = hash(key.group("secret"));
    return hashes
        .find(identity)
        .map(found ->
            found
                .filter(stored -> MessageDigest.isEqual(shown, stored.getBytes()))
                .map(stored -> identity));
  }

  /**
   * Makes a front end's key.
   *
   * @return the key, which is shown once and stored nowhere; empty when the name is taken
   */
  public static Optional<String> add(SqlClient db, String institution, String client, Instant now) {
    var random = new byte[32];
    new SecureRandom().nextBytes(random);
    var secret = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    var values = Tuple.of(institution, client, Buffer.buffer(hash(secret)), Times.column(now));
    return db.preparedQuery(ADD).execute(values).await().rowCount() == 1
        ? Optional.of("kgm." + institution + "." + client + "." + secret)
        : Optional.empty();
  }

  private static Optional<Buffer> find(Pool pool, Identity identity) {
    for (var row : Tx.read(pool, FIND, Tuple.of(identity.institution(), identity.client())))
      return Optional.of(row.getBuffer("key_hash"));
    return Optional.empty();
  }

  private static byte[] hash(String secret) {
    try {
      return MessageDigest.getInstance("SHA-256")
          .digest(secret.getBytes(StandardCharsets.US_ASCII));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
