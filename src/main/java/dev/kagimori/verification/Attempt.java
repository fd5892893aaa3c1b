package dev.kagimori.verification;

import dev.kagimori.http.Call;
import dev.kagimori.keyring.Keyring;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One attempt that the front end may have to ask for again, since the answer was lost: named by its
 * {@code reference}, bound to the client, and by a keyed hash to user, operation and codes.
 */
record Attempt(String institution, String client, UUID reference, Buffer fingerprint) {
  /** For so long a repeat gets the first answer. */
  static final Duration KEPT = Duration.ofMinutes(1);

  private static final String FIND =
      """
      SELECT fingerprint, answer FROM attempt
      WHERE institution = $1 AND client = $2 AND reference = $3 AND at > $4
      """;

  /** Takes the place of one that is too old to count; never of one that counts. */
  private static final String KEEP =
      """
      INSERT INTO attempt AS a (institution, client, reference, fingerprint, answer, at)
      VALUES ($1, $2, $3, $4, $5, $6)
      ON CONFLICT (institution, client, reference) DO UPDATE
        SET fingerprint = excluded.fingerprint, answer = excluded.answer, at = excluded.at
        WHERE a.at <= $7
      """;

  /** What an earlier attempt of the same reference was answered. */
  record First(boolean same, JsonObject answer) {}

  static Optional<Attempt> of(Call call, Keyring keyring) {
    @Nullable String reference = call.body().getString("reference");
    if (reference == null) return Optional.empty();
    var caller = call.caller();
    return Optional.of(
        new Attempt(
            caller.institution(),
            caller.client(),
            UUID.fromString(reference),
            Buffer.buffer(
                keyring.mac(
                    caller.institution(),
                    "reference",
                    bytes(call.path("contract")),
                    bytes(call.path("user")),
                    bytes(call.body().getString("operation")),
                    bytes(call.body().getString("code")),
                    bytes(call.body().getString("nextCode", ""))))));
  }

  Optional<First> first(SqlClient db, Instant now) {
    var oldest = now.minus(KEPT).atOffset(ZoneOffset.UTC);
    for (Row row :
        db.preparedQuery(FIND).execute(Tuple.of(institution, client, reference, oldest)).await())
      return Optional.of(
          new First(
              MessageDigest.isEqual(
                  fingerprint.getBytes(), row.getBuffer("fingerprint").getBytes()),
              row.getJsonObject("answer")));
    return Optional.empty();
  }

  /**
   * Keeps the answer.
   *
   * @return false when another request with this reference was first
   */
  boolean keep(SqlClient db, JsonObject answer, Instant now) {
    var values =
        Tuple.of(
            institution,
            client,
            reference,
            fingerprint,
            answer,
            now.atOffset(ZoneOffset.UTC),
            now.minus(KEPT).atOffset(ZoneOffset.UTC));
    return db.preparedQuery(KEEP).execute(values).await().rowCount() == 1;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "Attempt(" + reference + ")";
  }
}
