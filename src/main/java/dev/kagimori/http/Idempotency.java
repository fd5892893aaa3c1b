package dev.kagimori.http;

import dev.kagimori.database.Tx;
import dev.kagimori.database.Work;
import dev.kagimori.database.Writes;
import dev.kagimori.institution.Times;
import dev.kagimori.keyring.Keyring;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
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

/**
 * Runs a changing call in one transaction, once per {@code Idempotency-Key}.
 *
 * <p>The key's row is inserted before anything else and committed with the effect; who comes second
 * waits for the first and then reads its answer in a new statement. An answer that was thrown
 * ({@code 429}, {@code 503}) rolls the row back with everything else. What takes several
 * transactions goes by {@link Steps}.
 */
public final class Idempotency {
  /** How long an answer is kept. */
  public static final Duration KEPT = Duration.ofHours(24);

  /** A row without an answer is of a claim that was sent behind a BEGIN that failed. */
  private static final String CLAIM =
      """
      INSERT INTO idempotency AS k (institution, client, method, path, key, fingerprint, created_at)
      VALUES ($1, $2, $3, $4, $5, $6, $7)
      ON CONFLICT (institution, client, method, path, key) DO UPDATE
      SET fingerprint = excluded.fingerprint, created_at = excluded.created_at
      WHERE k.answer IS NULL
      """;

  static final String READ =
      """
      SELECT fingerprint, answer, created_at FROM idempotency
      WHERE institution = $1 AND client = $2 AND method = $3 AND path = $4 AND key = $5
      """;

  private static final String KEEP =
      """
      UPDATE idempotency SET answer = $6
      WHERE institution = $1 AND client = $2 AND method = $3 AND path = $4 AND key = $5
      """;

  private static final Future<Boolean> NOT_KEYED = Future.succeededFuture(true);

  private final Pool pool;
  private final Keyring keyring;

  public Idempotency(Pool pool, Keyring keyring) {
    this.pool = pool;
    this.keyring = keyring;
  }

  /** Commits what the operation did, refusals too: a charged try is kept. */
  public Answer once(Call call, Instant now, Work<?, Answer> operation) {
    return Tx.in(pool, new Once<>(call, now, operation));
  }

  /** Whether the key is claimed by this call, and what its operation holds. */
  private record Claimed<H>(boolean first, H held) {}

  private final class Once<H> implements Work<Claimed<H>, Answer> {
    private final Call call;
    private final Instant now;
    private final Work<H, Answer> operation;

    Once(Call call, Instant now, Work<H, Answer> operation) {
      this.call = call;
      this.now = now;
      this.operation = operation;
    }

    @Override
    public Future<Claimed<H>> hold(SqlConnection db) {
      call.deadline().check();
      var first = call.idempotencyKey().map(key -> claim(db, key)).orElse(NOT_KEYED);
      var held = operation.hold(db);
      return first.compose(isFirst -> held.map(h -> new Claimed<>(isFirst, h)));
    }

    private Future<Boolean> claim(SqlConnection db, String key) {
      var claim = claimed(call, key, fingerprint(keyring, call), now);
      return db.preparedQuery(CLAIM).execute(claim).map(rows -> rows.rowCount() == 1);
    }

    @Override
    public Answer decide(SqlConnection db, Claimed<H> claimed, Writes writes) {
      if (!claimed.first) return first(db, call);
      var answer = operation.decide(db, claimed.held, writes);
      call.idempotencyKey()
          .ifPresent(key -> writes.row(KEEP, scope(call, key).addJsonObject(toJson(answer))));
      return answer;
    }
  }

  private Answer first(SqlClient db, Call call) {
    var key = call.idempotencyKey().orElseThrow();
    for (Row row : db.preparedQuery(READ).execute(scope(call, key)).await())
      return isOf(fingerprint(keyring, call), row)
          ? fromJson(row.getJsonObject("answer"))
          : Answer.refused(ProblemCode.IDEMPOTENCY_MISMATCH);
    throw removed();
  }

  static IllegalStateException removed() {
    return new IllegalStateException("an idempotency key was removed while it was used");
  }

  /** What tells a call's body from another's. */
  static byte[] fingerprint(Keyring keyring, Call call) {
    var body = call.body().encode().getBytes(StandardCharsets.UTF_8);
    return keyring.mac(call.caller().institution(), "idempotency", body);
  }

  static boolean isOf(byte[] fingerprint, Row row) {
    return MessageDigest.isEqual(fingerprint, row.getBuffer("fingerprint").getBytes());
  }

  /** A new row's values. */
  static Tuple claimed(Call call, String key, byte[] fingerprint, Instant now) {
    return scope(call, key)
        .addBuffer(Buffer.buffer(fingerprint))
        .addOffsetDateTime(Times.column(now));
  }

  /** A row's key. */
  static Tuple scope(Call call, String key) {
    return Tuple.of(
        call.caller().institution(), call.caller().client(), call.method(), call.path(), key);
  }

  static JsonObject toJson(Answer answer) {
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

  static Answer fromJson(JsonObject kept) {
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
