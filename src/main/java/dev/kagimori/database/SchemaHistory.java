package dev.kagimori.database;

import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;

/**
 * Flyway's table of what was run, read without Flyway: a service looks into it at each start, and
 * would spend a good part of that on Flyway's own.
 */
final class SchemaHistory {
  private static final String EXISTS =
      """
      SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = 'kagimori' AND c.relname = 'flyway_schema_history'
        AND has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT')
      """;

  private static final String RUN =
      """
      SELECT coalesce(version, '') AS version, success FROM kagimori.flyway_schema_history
      LIMIT 10000
      """;

  private final Set<String> done = new HashSet<>();
  private boolean failed;

  private SchemaHistory() {}

  /** Whether all migrations of a location were run, and none failed; there may be newer ones. */
  static boolean isCurrent(Pool pool, String location) {
    if (Tx.read(pool, EXISTS, Tuple.tuple()).size() == 0) return false;
    var history = new SchemaHistory();
    for (var row : Tx.read(pool, RUN, Tuple.tuple()))
      history.add(row.getString("version"), row.getBoolean("success"));
    return history.has(MigrationFiles.versions(location));
  }

  /** The same, for a command that has no pool. */
  static boolean isCurrent(Connection db, String location) throws SQLException {
    try (var statement = db.createStatement()) {
      try (var rows = statement.executeQuery(EXISTS)) {
        if (!rows.next()) return false;
      }
      var history = new SchemaHistory();
      try (var rows = statement.executeQuery(RUN)) {
        while (rows.next()) history.add(rows.getString("version"), rows.getBoolean("success"));
      }
      return history.has(MigrationFiles.versions(location));
    }
  }

  private void add(String version, boolean success) {
    done.add(version);
    failed |= !success;
  }

  private boolean has(Set<String> wanted) {
    return !failed && done.containsAll(wanted);
  }
}
