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

/**
 * API keys of front ends: {@code kgm.INSTITUTION.CLIENT.SECRET}.
 *
 * <p>The secret has 256 random bits, so its plain hash, which is all that is stored, can't be
 * guessed from.
 */
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

  private static final ThreadLocal<MessageDigest> SHA_256 =
      ThreadLocal.withInitial(ApiKeys::sha256);

  /** Unknown clients count too, so that asking for many of them does not grow anything. */
  private static final int CACHED_MAX = 1_000;

  private final Cached<Identity, Optional<Buffer>> hashes;

  public ApiKeys(Pool pool, Changes changes) {
    hashes = changes.cached("client", CACHED_MAX, identity -> find(pool, identity));
  }

  @Override
  public Future<Optional<Identity>> identify(String bearer) {
    var key = Shown.of(bearer);
    if (key.isEmpty()) return Future.succeededFuture(Optional.empty());
    var identity = key.get().identity();
    byte[] shown = hash(key.get().secret());
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

  /** A key of the right form, taken apart. */
  record Shown(Identity identity, String secret) {
    private static final String BEGIN = "kgm.";
    private static final int NAME = 32;
    private static final int SECRET = 43;

    static Optional<Shown> of(String bearer) {
      int first = BEGIN.length();
      int second = bearer.indexOf('.', first);
      int third = bearer.indexOf('.', second + 1);
      if (!bearer.startsWith(BEGIN)
          || second < 0
          || third < 0
          || !isName(bearer, first, second, 2)
          || !Ascii.isSmall(bearer.charAt(first))
          || !isName(bearer, second + 1, third, 1)
          || !isSecret(bearer, third + 1)) return Optional.empty();
      return Optional.of(
          new Shown(
              new Identity(bearer.substring(first, second), bearer.substring(second + 1, third)),
              bearer.substring(third + 1)));
    }

    /** Small letters, digits and hyphens, the first of them no hyphen. */
    private static boolean isName(String text, int begin, int end, int least) {
      if (end - begin < least || end - begin > NAME || text.charAt(begin) == '-') return false;
      for (int i = begin; i < end; i++) {
        char c = text.charAt(i);
        if (!Ascii.isSmall(c) && !Ascii.isDigit(c) && c != '-') return false;
      }
      return true;
    }

    /** As many characters of base 64 for URLs (RFC 4648 §5) as 256 bits take. */
    private static boolean isSecret(String text, int begin) {
      if (text.length() - begin != SECRET) return false;
      for (int i = begin; i < text.length(); i++) {
        char c = text.charAt(i);
        if (!Ascii.isAlphanumeric(c) && c != '-' && c != '_') return false;
      }
      return true;
    }

    @Override
    public String toString() {
      return "Shown(" + identity + ")";
    }
  }

  private static byte[] hash(String secret) {
    return SHA_256.get().digest(secret.getBytes(StandardCharsets.US_ASCII));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
