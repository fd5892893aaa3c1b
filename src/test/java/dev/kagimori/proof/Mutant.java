package dev.kagimori.proof;

import dev.kagimori.database.Failures;
import dev.kagimori.database.Tx;
import dev.kagimori.token.Judge;
import dev.kagimori.token.LifeCycle;
import dev.kagimori.token.TokenStore;
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
      sql("AND version = $15", "AND version >= $15"),
      sql("state = $16", "state = CASE WHEN version = $15 THEN $16 ELSE token.state END"),
      sql("version = $25", "version = token.version + 1 + 0 * $25::bigint"),
      sql("last_step = $20", "last_step = greatest(token.last_step, $20)")),

  /** A try is counted after its guess was judged, so that many are judged at once. */
  COUNT_AFTER_JUDGING(
      sql("AND version = $15", "AND (version = $15 OR $11 = 'REFUSED')"),
      sql("state = $16", "state = CASE WHEN version = $15 THEN $16 ELSE token.state END"),
      sql("version = $25", "version = token.version + 1 + 0 * $25::bigint"),
      sql("last_step = $20", "last_step = greatest(token.last_step, $20)"),
      sql(
          "failures_in_row = $22",
          "failures_in_row = CASE WHEN $11 = 'REFUSED' THEN token.failures_in_row + 1 ELSE $22"
              + " END"),
      sql(
          "suspension = $17",
          """
          suspension = CASE WHEN $11 = 'REFUSED' THEN
            CASE WHEN token.failures_in_row >= 4 THEN 'WRONG_CODES' ELSE token.suspension END
          ELSE $17 END\
          """)),

  /** The used steps are kept in the process, as if there were one for ever. */
  USED_CODES_IN_MEMORY(
      sql("last_step = $20", "last_step = CASE WHEN $20 < 0 THEN $20 ELSE token.last_step END"),
      call(Judge.class, LifeCycle.class, "decide", "decideByMemory")),

  /** A right code resets the count by what was read, whatever was counted since. */
  RESET_WITHOUT_RECHECK(
      sql("AND version = $15", "AND (version = $15 OR ($11 = 'DONE' AND last_step < $20))"),
      sql("version = $25", "version = token.version + 1 + 0 * $25::bigint"),
      sql("state = $16", "state = CASE WHEN version = $15 THEN $16 ELSE token.state END")),

  /** What was written when the connection broke is simply written again. */
  BLIND_RETRY(call(Tx.class, Failures.class, "isClash", "isClashOrLost")),

  /** Whether a token is suspended is remembered for a while. */
  CACHED_STATUS(call(Judge.class, LifeCycle.class, "decide", "decideByCachedStatus"));

  @SuppressWarnings("ImmutableEnumChecker") // changes are records of texts and classes
  private final List<Change> changes;

  Mutant(Change... changes) {
    this.changes = List.of(changes);
  }

  private static Change sql(String from, String to) {
    return new Change.Text(TokenStore.class.getName(), from, to);
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
