package dev.kagimori.verification;

import dev.kagimori.token.TokenWrite;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Writes verdicts, and what repeats of their references are answered, in one statement. References
 * are taken in one order, since whoever has the same one waits for the other's commit.
 */
final class VerdictWrite {
  /** A reference that counts fails the statement: another request with it was first. */
  private static final TokenWrite WITH_REFERENCES =
      new TokenWrite(
          ", $26::uuid[], $27::bytea[], $28::text[]",
          ", reference, fingerprint, answer",
          """
          , kept AS (
            INSERT INTO attempt AS k (institution, client, reference, fingerprint, answer, at)
            SELECT institution, client, reference, fingerprint, answer::json, at FROM done
            WHERE reference IS NOT NULL
            ORDER BY institution, client, reference
            ON CONFLICT (institution, client, reference) DO UPDATE
              SET fingerprint = excluded.fingerprint, answer = excluded.answer,
                  at = CASE WHEN k.at <= excluded.at - interval '%d s' THEN excluded.at END)
          """
              .formatted(Attempt.KEPT.toSeconds()));

  private VerdictWrite() {}

  /** As {@link TokenWrite#execute}. */
  static Future<BitSet> execute(SqlClient db, long batch, List<Verdict> verdicts) {
    var changes = verdicts.stream().map(Verdict::change).toList();
    return verdicts.stream().allMatch(verdict -> verdict.kept() == null)
        ? TokenWrite.NOTHING_KEPT.execute(db, batch, changes, values -> values)
        : WITH_REFERENCES.execute(db, batch, changes, values -> references(values, verdicts));
  }

  private static Tuple references(Tuple values, List<Verdict> verdicts) {
    return values
        .addArrayOfUUID(kept(verdicts, v -> attempt(v).reference(), UUID[]::new))
        .addArrayOfBuffer(kept(verdicts, v -> attempt(v).fingerprint(), Buffer[]::new))
        .addArrayOfString(
            kept(verdicts, v -> Objects.requireNonNull(v.kept()).encode(), String[]::new));
  }

  private static Attempt attempt(Verdict verdict) {
    return verdict.ask().attempt().orElseThrow();
  }

  private static <T> @Nullable T[] kept(
      List<Verdict> verdicts, Function<Verdict, T> value, IntFunction<@Nullable T[]> array) {
    var column = array.apply(verdicts.size());
    for (int i = 0; i < column.length; i++)
      column[i] = verdicts.get(i).kept() == null ? null : value.apply(verdicts.get(i));
    return column;
  }
}
