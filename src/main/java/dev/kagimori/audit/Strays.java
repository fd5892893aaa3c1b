package dev.kagimori.audit;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Moves what no month took into tables of its months. Most of it is copied while everyone works;
 * who writes to {@code audit_default} waits only while the rest is copied and the table is
 * attached.
 */
public final class Strays {
  private static final String MONTHS =
      """
      SELECT DISTINCT kagimori.audit_table(kagimori.audit_month(at))
      FROM ONLY kagimori.audit_default ORDER BY 1
      """;

  // not a month's name, so that nobody takes it for one
  private static final String TABLE = "kagimori.audit_moving";

  private Strays() {}

  /**
   * Works as the owner of the schema; may be repeated after whatever stopped it.
   *
   * @return the months, with the number of rows that were moved
   */
  public static Map<AuditMonth, Long> move(Connection db) throws SQLException {
    var moved = new LinkedHashMap<AuditMonth, Long>();
    for (var month : months(db)) moved.put(month, move(db, month));
    return moved;
  }

  private static List<AuditMonth> months(Connection db) throws SQLException {
    var months = new ArrayList<AuditMonth>();
    try (var statement = db.createStatement();
        var rows = statement.executeQuery(MONTHS)) {
      while (rows.next()) AuditMonth.ofTable(rows.getString(1)).ifPresent(months::add);
    }
    return months;
  }

  private static long move(Connection db, AuditMonth month) throws SQLException {
    var range = "at >= '%s' AND at < '%s'".formatted(month.from(), month.to());
    db.setAutoCommit(false);
    try (var statement = db.createStatement()) {
      statement.execute("DROP TABLE IF EXISTS " + TABLE);
      statement.execute("CREATE TABLE " + TABLE + " (LIKE kagimori.audit INCLUDING ALL)");
      // so that attaching need not look at each row
      statement.execute(
          "ALTER TABLE %s ADD CONSTRAINT one_month CHECK (%s)".formatted(TABLE, range));
      statement.execute(
          "INSERT INTO %s SELECT * FROM ONLY kagimori.audit_default WHERE %s ORDER BY id"
              .formatted(TABLE, range));
      db.commit();

      Patiently.lock(db, "kagimori.audit_default");
      statement.execute(
          """
          INSERT INTO %s SELECT * FROM ONLY kagimori.audit_default d WHERE %s AND NOT EXISTS (
            SELECT FROM %s m WHERE m.institution = d.institution AND m.at = d.at AND m.id = d.id)
          """
              .formatted(TABLE, range, TABLE));
      long rows = statement.executeUpdate("DELETE FROM ONLY kagimori.audit_default WHERE " + range);
      statement.execute("ALTER TABLE %s RENAME TO %s".formatted(TABLE, month.table()));
      statement.execute(
          "ALTER TABLE kagimori.audit ATTACH PARTITION kagimori.%s FOR VALUES FROM ('%s') TO ('%s')"
              .formatted(month.table(), month.from(), month.to()));
      statement.execute(
          "ALTER TABLE kagimori.%s DROP CONSTRAINT one_month".formatted(month.table()));
      db.commit();
      return rows;
    } finally {
      if (!db.isClosed()) {
        db.rollback();
        db.setAutoCommit(true);
      }
    }
  }
}
