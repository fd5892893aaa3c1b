package dev.kagimori.http;

import dev.kagimori.database.DatabaseBusy;
import dev.kagimori.database.Tx;
import dev.kagimori.keyring.Keyring;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlClient;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs a changing call of several transactions once per {@code Idempotency-Key}: one that may be
 * called again after whatever broke it off, and goes on where it was.
 *
 * <p>The key's row is committed before the call is begun, so that another body under it is refused
 * from then on, and has the answer when it is over. Who repeats the call gets that answer; while
 * there is none it is gone on with. Two at once do each other no harm: the answer that comes first
 * stands for both.
 */
public final class Steps {
  /** For one row by its key, with what a step takes within a call's 15 s. */
  private static final Duration SHORT = Duration.ofSeconds(2);

  private static final String CLAIM =
      """
      INSERT INTO idempotency (institution, client, method, path, key, fingerprint, created_at)
      VALUES ($1, $2, $3, $4, $5, $6, $7)
      ON CONFLICT (institution, client, method, path, key) DO NOTHING
      """;

  private static final String KEEP =
      """
      UPDATE idempotency SET answer = $6
      WHERE institution = $1 AND client = $2 AND method = $3 AND path = $4 AND key = $5
        AND answer IS NULL
      """;

  private final Pool pool;
  private final Keyring keyring;

  public Steps(Pool pool, Keyring keyring) {
    this.pool = pool;
    this.keyring = keyring;
  }

  /**
   * How far a call came.
   *
   * @param over false: a repetition is to go on, and not to get this answer
   */
  public record Stage(Answer answer, boolean over) {}

  /** What is known of a key when a call comes with it. */
  private record Known(Instant begun, @Nullable Answer answer) {}

  /**
   * Begins, goes on, or answers as before.
   *
   * @param step of the time when the first call with this key came: now, where this is it
   */
  public Answer run(Call call, Instant now, Function<Instant, Stage> step) {
    call.deadline().check();
    var key = call.idempotencyKey().orElse(null);
    if (key == null) return step.apply(now).answer;
    var known = Tx.in(pool, SHORT, db -> claim(db, call, key, now));
    if (known.answer != null) return known.answer;
    var stage = step.apply(known.begun);
    return stage.over ? keep(call, key, stage.answer) : stage.answer;
  }

  private Known claim(SqlClient db, Call call, String key, Instant now) {
    var fingerprint = Idempotency.fingerprint(keyring, call);
    db.preparedQuery(CLAIM).execute(Idempotency.claimed(call, key, fingerprint, now)).await();
    for (var row :
        db.preparedQuery(Idempotency.READ).execute(Idempotency.scope(call, key)).await()) {
      var begun = row.getOffsetDateTime("created_at").toInstant();
      if (!Idempotency.isOf(fingerprint, row))
        return new Known(begun, Answer.refused(ProblemCode.IDEMPOTENCY_MISMATCH));
      var answer = row.getJsonObject("answer");
      return new Known(begun, answer == null ? null : Idempotency.fromJson(answer));
    }
    throw Idempotency.removed();
  }

  private Answer keep(Call call, String key, Answer answer) {
    try {
      return Tx.in(
          pool,
          SHORT,
          db -> {
            var kept = Idempotency.scope(call, key).addJsonObject(Idempotency.toJson(answer));
            return db.preparedQuery(KEEP).execute(kept).await().rowCount() == 1
                ? answer
                : first(db, call, key);
          });
    } catch (DatabaseBusy e) { // but what was asked for is done
      throw new ProblemException(ProblemCode.OUTCOME_UNKNOWN);
    }
  }

  private static Answer first(SqlClient db, Call call, String key) {
    for (var row : db.preparedQuery(Idempotency.READ).execute(Idempotency.scope(call, key)).await())
      return Idempotency.fromJson(Objects.requireNonNull(row.getJsonObject("answer")));
    throw Idempotency.removed();
  }
}
