package dev.kagimori.http;

import dev.kagimori.database.Tx;
import dev.kagimori.institution.Times;
import dev.kagimori.keyring.Keyring;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * Runs a changing call in one transaction, once per {@code Idempotency-Key}.
 *
 * <p>The key's row is inserted before anything else and committed with the effect; who comes second
 * waits for the first and then reads its answer in a new statement. An answer that was thrown
 * ({@code 429}, {@code 503}) rolls the row back with everything else.
 */
public final class Idempotency {
  /** How long an answer is kept. */
  public static final Duration KEPT = Duration.ofHours(24);

  private static final String CLAIM =
      """
      INSERT INTO idempotency (institution, client, method, path, key, fingerprint, created_at)
      VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING
      """;

  private static final String READ =
      """
      SELECT fingerprint, answer FROM idempotency
      WHERE institution = $1 AND client = $2 AND method = $3 AND path = $4 AND key = $5
      """;

  private static final String KEEP =
      """
      UPDATE idempotency SET answer = $6
      WHERE institution = $1 AND client = $2 AND method = $3 AND path = $4 AND key = $5
      """;

  private final Pool pool;
  private final Keyring keyring;

  public Idempotency(Pool pool, Keyring keyring) {
    this.pool = pool;
    this.keyring = keyring;
  }

  /** Commits what the operation did, refusals too: a charged try is kept. */
  public Answer once(Call call, Instant now, Function<SqlConnection, Answer> operation) {
    return Tx.in(
        pool,
        db -> {
          call.deadline().check();
          return call.idempotencyKey()
              .map(key -> keyed(db, call, key, now, operation))
              .orElseGet(() -> operation.apply(db));
        });
  }

  private Answer keyed(
      SqlConnection db,
      Call call,
      String key,
      Instant now,
      Function<SqlConnection, Answer> operation) {
    var caller = call.caller();
    byte[] fingerprint =
        keyring.mac(
            caller.institution(),
            "idempotency",
            call.body().encode().getBytes(StandardCharsets.UTF_8));
    var claim =
        scope(call, key).addBuffer(buffer(fingerprint)).addOffsetDateTime(Times.column(now));
    if (db.preparedQuery(CLAIM).execute(claim).await().rowCount() == 0)
      return first(db, call, key, fingerprint);
    var answer = operation.apply(db);
    db.preparedQuery(KEEP).execute(scope(call, key).addJsonObject(toJson(answer))).await();
    return answer;
  }

  private static Answer first(SqlClient db, Call call, String key, byte[] fingerprint) {
    for (Row row : db.preparedQuery(READ).execute(scope(call, key)).await())
      return MessageDigest.isEqual(fingerprint, row.getBuffer("fingerprint").getBytes())
          ? fromJson(row.getJsonObject("answer"))
          : Answer.refused(ProblemCode.IDEMPOTENCY_MISMATCH);
    throw new IllegalStateException("an idempotency key was removed while it was used");
  }

  private static Tuple scope(Call call, String key) {
    return Tuple.of(
        call.caller().institution(), call.caller().client(), call.method(), call.path(), key);
  }

  private static io.vertx.core.buffer.Buffer buffer(byte[] bytes) {
    return io.vertx.core.buffer.Buffer.buffer(bytes);
  }

  private static JsonObject toJson(Answer answer) {
    return switch (answer) {
      case Answer.Done(int status, JsonObject body) ->
          new JsonObject().put("status", status).put("body", body);
      case Answer.Refused(Problem problem) ->
          new JsonObject()
              .put("code", problem.code().name())
              .put("about", problem.about())
              .put("members", problem.members());
    };
  }

  private static Answer fromJson(JsonObject kept) {
    return Optional.ofNullable(kept.getString("code"))
        .<Answer>map(code ->
            new Answer.Refused(
                new Problem(
                    ProblemCode.valueOf(code),
                    kept.getString("about", ""),
                    kept.getJsonObject("members"))))
        .orElseGet(() -> new Answer.Done(kept.getInteger("status"), kept.getJsonObject("body")));
  }
}
