package dev.kagimori.audit;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One of the audit's tables.
 *
 * @param month empty: the one for what no month took
 * @param rows as PostgreSQL's statistics estimate it; negative: not known yet
 * @param bytes with indexes
 */
public record MonthTable(Optional<AuditMonth> month, String name, long rows, long bytes) {
  private static final String LIST =
      """
      SELECT c.relname, c.reltuples::int8, pg_total_relation_size(c.oid)
      FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
      WHERE i.inhparent = 'kagimori.audit'::regclass ORDER BY c.relname
      """;

  /** All of them, the oldest month first. */
  public static List<MonthTable> all(Connection db) throws SQLException {
    var tables = new ArrayList<MonthTable>();
    try (var statement = db.createStatement();
        var rows = statement.executeQuery(LIST)) {
      while (rows.next())
        tables.add(
            new MonthTable(
                AuditMonth.ofTable(rows.getString(1)),
                rows.getString(1),
                rows.getLong(2),
                rows.getLong(3)));
    }
    return tables;
  }
}
