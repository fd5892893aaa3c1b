package dev.kagimori.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.secrets.Secrets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a verification changes lies in no index, so that its new row stays on its page. */
class HotUpdatesIT {
  private static final String INDEXED =
      """
      SELECT i.indexrelid::regclass || '.' || a.attname
      FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid
      WHERE i.indrelid = 'token'::regclass
        AND a.attname IN ('last_step', 'last_accepted', 'failures_in_row',
          'failures_since_accepted', 'drift_seconds', 'version', 'epoch', 'suspension')
        AND pg_get_indexdef(i.indexrelid) ~ ('\\m' || a.attname || '\\M')
      """;

  private static final String TOKENS =
      """
      INSERT INTO token (institution, serial, kind, algorithm, digits, step_seconds, sealed_seed,
                         key_version, state)
      SELECT 'minato', 'GM' || (10000000 + n), 'HARDWARE', 'SHA256', 6, 30, '\\x00', 1, 'IN_STOCK'
      FROM generate_series(1, 500) n
      """;

  private static final String VERIFIED =
      """
      UPDATE token SET last_step = last_step + 1, last_accepted = now(), failures_in_row = 0,
        failures_since_accepted = 0, drift_seconds = 1, version = version + 1
      """;

  @Test
  void verificationChangesNoIndex(@TempDir Path directory) throws Exception {
    try (var database = EmbeddedDatabase.start(directory)) {
      Secrets.database(directory);
      Migrations.migrate(database.owner());
      try (var superuser = Superuser.of(directory)) {
        assertEquals(List.of(), superuser.column(INDEXED));
        superuser.force(TOKENS);
        for (int n = 0; n < 2_000; n++)
          superuser.run(VERIFIED + " WHERE serial = 'GM" + (10_000_001 + n % 500) + "'");
        superuser.run("SELECT pg_stat_force_next_flush()");
        var hot =
            superuser.column(
                "SELECT n_tup_hot_upd * 100 / n_tup_upd FROM pg_stat_user_tables WHERE relname ="
                    + " 'token'");
        assertTrue(Integer.parseInt(hot.getFirst()) >= 95, hot + " % of the updates");
      }
    }
  }
}
