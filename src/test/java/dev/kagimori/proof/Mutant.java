package dev.kagimori.proof;

import dev.kagimori.database.Failures;
import dev.kagimori.database.Tx;
import dev.kagimori.token.Judge;
import dev.kagimori.token.LifeCycle;
import dev.kagimori.token.TokenWrite;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Mistakes that services of this kind have been found to make, planted into the compiled classes of
 * a service process. The service's source knows nothing of them.
 */
enum Mutant {
  /** A code is judged by what was read, and accepted without looking whether that still holds. */
  READ_THEN_WRITE(
      sql("AND t.version = asked.version", "AND t.version >= asked.version"),
      sql(
          "state = h.state",
          "state = CASE WHEN t.version = h.version THEN h.state ELSE t.state END"),
      sql("version = h.next_version", "version = t.version + 1"),
      sql("last_step = h.last_step", "last_step = greatest(t.last_step, h.last_step)")),

  /** A try is counted after its guess was judged, so that many are judged at once. */
  COUNT_AFTER_JUDGING(
      sql(
          "AND t.version = asked.version",
          "AND (t.version = asked.version OR asked.reason IS NOT NULL)"),
      sql(
          "state = h.state",
          "state = CASE WHEN t.version = h.version THEN h.state ELSE t.state END"),
      sql("version = h.next_version", "version = t.version + 1"),
      sql("last_step = h.last_step", "last_step = greatest(t.last_step, h.last_step)"),
      sql(
          "failures_in_row = h.failures_in_row",
          """
          failures_in_row = CASE WHEN h.reason IS NOT NULL THEN t.failures_in_row + 1
            ELSE h.failures_in_row END\
          """),
      sql(
          "suspension = h.suspension",
          """
          suspension = CASE WHEN h.reason IS NOT NULL THEN
            CASE WHEN t.failures_in_row >= 4 THEN 'WRONG_CODES' ELSE t.suspension END
          ELSE h.suspension END\
          """)),

  /** The used steps are kept in the process, as if there were one for ever. */
  USED_CODES_IN_MEMORY(
      sql(
          "last_step = h.last_step",
          "last_step = CASE WHEN h.last_step < 0 THEN h.last_step ELSE t.last_step END"),
      call(Judge.class, LifeCycle.class, "decide", "decideByMemory")),

  /** A right code resets the count by what was read, whatever was counted since. */
  RESET_WITHOUT_RECHECK(
      sql(
          "AND t.version = asked.version",
          """
          AND (t.version = asked.version
            OR (asked.reason IS NULL AND t.last_step < asked.last_step))\
          """),
      sql("version = h.next_version", "version = t.version + 1"),
      sql(
          "state = h.state",
          "state = CASE WHEN t.version = h.version THEN h.state ELSE t.state END")),

  /** What was written when the connection broke is simply written again. */
  BLIND_RETRY(
      call(Tx.class, Failures.class, "isClash", "isClashOrLost"),
      call("dev.kagimori.verification.Batches", Failures.class, "isClash", "isClashOrLost")),

  /** Whether a token is suspended is remembered for a while. */
  CACHED_STATUS(call(Judge.class, LifeCycle.class, "decide", "decideByCachedStatus"));

  @SuppressWarnings("ImmutableEnumChecker") // changes are records of texts and classes
  private final List<Change> changes;

  Mutant(Change... changes) {
    this.changes = List.of(changes);
  }

  private static Change sql(String from, String to) {
    return new Change.Text(TokenWrite.class.getName(), from, to);
  }

  private static Change call(Class<?> in, Class<?> of, String method, String instead) {
    return call(in.getName(), of, method, instead);
  }

  private static Change call(String in, Class<?> of, String method, String instead) {
    return new Change.Call(in, of, method, Mistakes.class, instead);
  }

  /** Writes the changed classes into a folder that goes before the service's own. */
  void write(Path folder) {
    try {
      Change.write(changes, folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
