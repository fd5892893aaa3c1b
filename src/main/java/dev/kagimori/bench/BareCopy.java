package dev.kagimori.bench;

import dev.kagimori.database.DatabaseUri;
import dev.kagimori.database.Jdbc;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Random;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;

/** What PostgreSQL itself takes for rows as wide as an import's, in the same table: one COPY. */
final class BareCopy {
  private static final int SEALED = 48;

  private static final String ROWS =
      """
      COPY token (institution, serial, kind, algorithm, digits, step_seconds, sealed_seed,
                  key_version, state, valid_until, drift_seconds, delivered_drift, delivered_at,
                  make, delivery, branch, box) FROM STDIN
      """;

  private BareCopy() {}

  /**
   * Copies them in.
   *
   * @return seconds
   */
  static double run(DatabaseUri database, String institution, int count)
      throws SQLException, IOException {
    var random = new Random(count);
    var sealed = new byte[SEALED];
    try (var db = Jdbc.connect(database, "kagimori bench", Duration.ZERO)) {
      long begun = System.nanoTime();
      try (var out = new PGCopyOutputStream(db.unwrap(PGConnection.class), ROWS)) {
        for (int n = 0; n < count; n++) {
          random.nextBytes(sealed);
          out.write(
              (institution
                      + '\t'
                      + Tokens.serial(Tokens.STOCK + n)
                      + "\tHARDWARE\tSHA1\t6\t30\t\\\\x"
                      + HexFormat.of().formatHex(sealed)
                      + "\t1\tIN_STOCK\t2036-01-01 00:00:00+00\t0\t0\t2026-11-21 00:00:00+00"
                      + "\tGM\t1\tHQ\tBOX-1\n")
                  .getBytes(StandardCharsets.US_ASCII));
        }
      }
      return (System.nanoTime() - begun) / 1e9;
    }
  }
}
