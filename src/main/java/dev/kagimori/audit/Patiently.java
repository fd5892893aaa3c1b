package dev.kagimori.audit;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Takes a lock that stops everyone else, in many short tries: whoever comes while it is waited for
 * is held up for a tenth of a second at most.
 */
final class Patiently {
  private static final String LOCK_NOT_AVAILABLE = "55P03";
  private static final int TRIES = 300;
  private static final Duration PAUSE = Duration.ofMillis(200);

  private Patiently() {}

  /**
   * Within a transaction, which holds it until it ends.
   *
   * @throws SQLException when it is not to be had within a minute and a half
   */
  static void lock(Connection db, String table) throws SQLException {
    try (var statement = db.createStatement()) {
      for (int tries = 1; ; tries++) {
        var before = db.setSavepoint();
        try {
          statement.execute("SET LOCAL lock_timeout = '100ms'");
          statement.execute("LOCK TABLE ONLY " + table + " IN ACCESS EXCLUSIVE MODE");
          return;
        } catch (SQLException e) {
          if (!LOCK_NOT_AVAILABLE.equals(e.getSQLState()) || tries == TRIES) throw e;
          db.rollback(before);
        }
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }
}
