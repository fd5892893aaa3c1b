package dev.kagimori.staff;

import dev.kagimori.audit.Source;
import dev.kagimori.database.Cached;
import dev.kagimori.database.Changes;
import dev.kagimori.database.Tx;
import dev.kagimori.http.Caller;
import dev.kagimori.http.Credentials;
import dev.kagimori.http.KeyForm;
import dev.kagimori.institution.Times;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Staff accounts, each of one person, and their keys: {@code kgs.INSTITUTION.ACCOUNT.SECRET}. A
 * name is given once: that of a revoked account is not given to another.
 */
public final class Accounts implements Credentials {
  private static final KeyForm FORM = new KeyForm("kgs.");

  /** Tells an account from a front end of the same name, wherever a client is named. */
  private static final String PREFIX = "staff:";

  private static final String FIND =
      """
      SELECT key_hash, roles FROM staff
      WHERE institution = $1 AND account = $2 AND revoked_at IS NULL
      """;

  private static final String ADD =
      """
      INSERT INTO staff (institution, account, roles, key_hash, created_at)
      VALUES ($1, $2, $3, $4, $5) ON CONFLICT (institution, account) DO NOTHING
      """;

  private static final String REVOKE =
      """
      UPDATE staff SET revoked_at = $3
      WHERE institution = $1 AND account = $2 AND revoked_at IS NULL
      """;

  /** Unknown accounts count too, so that asking for many of them does not grow anything. */
  private static final int CACHED_MAX = 1_000;

  private record Known(Buffer hash, Set<Role> roles) {}

  /** By institution and account. */
  private final Cached<Identity, Optional<Known>> known;

  public Accounts(Pool pool, Changes changes) {
    known = changes.cached("staff", CACHED_MAX, identity -> find(pool, identity));
  }

  @Override
  public Future<Optional<Identity>> identify(String bearer) {
    var key = FORM.read(bearer);
    if (key.isEmpty()) return Future.succeededFuture(Optional.empty());
    var identity = key.get().identity();
    return known
        .find(identity)
        .map(found ->
            found
                .filter(account -> key.get().fits(account.hash))
                .map(_ -> new Identity(identity.institution(), PREFIX + identity.client())));
  }

  /** Who asks, with the roles of this moment; none where the account was revoked. Awaits. */
  Clerk clerk(Caller caller) {
    var account = caller.client().substring(PREFIX.length());
    var found = known.get(new Identity(caller.institution(), account));
    return new Clerk(
        caller.institution(),
        account,
        found.map(Known::roles).orElseGet(Set::of),
        new Source(caller.client(), caller.address(), caller.requestId()));
  }

  /**
   * Makes an account.
   *
   * @param account 1 to 32 of a-z, 0-9 and hyphens, the first no hyphen
   * @param roles one at least
   * @return its key, which is shown once and stored nowhere; empty when the name was given before
   */
  public static Optional<String> add(
      SqlClient db, String institution, String account, Set<Role> roles, Instant now) {
    var made = FORM.make(institution, account);
    var names = roles.stream().map(Enum::name).sorted().toArray(String[]::new);
    var values =
        Tuple.tuple()
            .addString(institution)
            .addString(account)
            .addArrayOfString(names)
            .addBuffer(made.hash())
            .addOffsetDateTime(Times.column(now));
    return db.preparedQuery(ADD).execute(values).await().rowCount() == 1
        ? Optional.of(made.text())
        : Optional.empty();
  }

  /**
   * Takes an account's key back; all instances know within five seconds, at most.
   *
   * @return false where there is no such account, or it was revoked before
   */
  public static boolean revoke(SqlClient db, String institution, String account, Instant now) {
    var values = Tuple.of(institution, account, Times.column(now));
    return db.preparedQuery(REVOKE).execute(values).await().rowCount() == 1;
  }

  private static Optional<Known> find(Pool pool, Identity identity) {
    for (var row : Tx.read(pool, FIND, Tuple.of(identity.institution(), identity.client())))
      return Optional.of(
          new Known(
              row.getBuffer("key_hash"),
              Arrays.stream(row.getArrayOfStrings("roles"))
                  .map(Role::valueOf)
                  .collect(Collectors.toUnmodifiableSet())));
    return Optional.empty();
  }
}
