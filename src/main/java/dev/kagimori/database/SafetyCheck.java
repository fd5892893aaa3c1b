package dev.kagimori.database;

import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The look at the database before serving: an acknowledged commit must survive a crash, and the
 * service's own role must be too weak to change the schema or what was audited, also by way of a
 * role that it is a member of.
 */
public final class SafetyCheck {
  private static final int VERSION_MIN = 15;

  private static final String DURABLE =
      """
      SELECT current_setting('fsync') AS fsync, current_setting('full_page_writes') AS pages,
             current_setting('synchronous_commit') AS commits,
             current_setting('server_version_num')::int / 10000 AS version
      """;

  // every role that the service is or may become by SET ROLE
  private static final String ROLES =
      """
      WITH mine AS (SELECT * FROM pg_roles WHERE pg_has_role(current_user, oid, 'MEMBER')),
           place AS (SELECT oid, nspname, nspowner FROM pg_namespace
                     WHERE nspname IN ('kagimori', 'public')),
           audit AS (SELECT c.oid FROM pg_class c JOIN place p ON p.oid = c.relnamespace
                     WHERE p.nspname = 'kagimori' AND c.relname ~ '^audit(_|$)'
                       AND c.relkind IN ('r', 'p'))
      SELECT 'SUPERUSER' AS may, rolname::text AS role FROM mine WHERE rolsuper
      UNION ALL SELECT 'CREATEDB', rolname FROM mine WHERE rolcreatedb
      UNION ALL SELECT 'CREATEROLE', rolname FROM mine WHERE rolcreaterole
      UNION ALL SELECT 'BYPASSRLS', rolname FROM mine WHERE rolbypassrls
      UNION ALL SELECT 'server files and programs', rolname FROM mine WHERE rolname IN
          ('pg_execute_server_program', 'pg_write_server_files', 'pg_read_server_files')
      UNION ALL SELECT 'owner of table ' || min(c.relname), m.rolname
          FROM mine m JOIN pg_class c ON c.relowner = m.oid
          JOIN place p ON p.oid = c.relnamespace AND p.nspname = 'kagimori' GROUP BY m.rolname
      UNION ALL SELECT 'owner of schema ' || p.nspname, m.rolname
          FROM mine m JOIN place p ON p.nspowner = m.oid
      UNION ALL SELECT 'owner of the database', m.rolname
          FROM mine m JOIN pg_database d ON d.datdba = m.oid AND d.datname = current_database()
      UNION ALL SELECT 'CREATE in schema ' || p.nspname, m.rolname
          FROM mine m, place p WHERE has_schema_privilege(m.oid, p.oid, 'CREATE')
      UNION ALL SELECT 'CREATE in the database', m.rolname
          FROM mine m WHERE has_database_privilege(m.oid, current_database(), 'CREATE')
      UNION SELECT 'UPDATE of audit', m.rolname
          FROM mine m, audit a WHERE has_any_column_privilege(m.oid, a.oid, 'UPDATE')
      UNION SELECT p.may || ' of audit', m.rolname
          FROM mine m, audit a, unnest(ARRAY['DELETE', 'TRUNCATE', 'TRIGGER']) AS p (may)
          WHERE has_table_privilege(m.oid, a.oid, p.may)
      ORDER BY 1, 2 LIMIT 50
      """;

  /** On a machine that has just booted the first connection may take long. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Who is refused at once is refused for a reason; this long it takes where nobody answers. */
  private static final Duration TIMEOUT_MIN = Duration.ofSeconds(1);

  private SafetyCheck() {}

  private static void awaitConnection(Pool pool) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      long begin = System.nanoTime();
      try {
        Tx.connection(pool, end).close();
        return;
      } catch (DatabaseBusy e) {
        long now = System.nanoTime();
        if (now >= end || now - begin < TIMEOUT_MIN.toNanos()) throw e;
      }
    }
  }

  /**
   * Refuses to serve on a database that may lose what it acknowledged, or as a role that may do too
   * much.
   *
   * @param pool as the service
   * @throws CannotStart with everything that was found, and the remedies
   */
  public static void require(Pool pool) {
    awaitConnection(pool);
    var reasons = new ArrayList<CannotStart.Reason>();
    durable(Tx.read(pool, DURABLE, Tuple.tuple()).iterator().next(), reasons);
    for (var row : Tx.read(pool, ROLES, Tuple.tuple()))
      reasons.add(tooStrong(row.getString("may"), row.getString("role")));
    if (!reasons.isEmpty()) throw new CannotStart(reasons, null);
  }

  private static void durable(Row row, List<CannotStart.Reason> reasons) {
    setting("fsync", row.getString("fsync"), List.of("on"), reasons);
    setting("full_page_writes", row.getString("pages"), List.of("on"), reasons);
    setting("synchronous_commit", row.getString("commits"), List.of("on", "remote_apply"), reasons);
    var version = row.getInteger("version");
    if (version < VERSION_MIN)
      reasons.add(
          new CannotStart.Reason(
              "PostgreSQL %d は古すぎます。15 以降にしてください。".formatted(version),
              "PostgreSQL %d is too old. Use 15 or later.".formatted(version)));
  }

  private static void setting(
      String name, String is, List<String> good, List<CannotStart.Reason> reasons) {
    if (good.contains(is)) return;
    reasons.add(
        new CannotStart.Reason(
            "PostgreSQL の設定 %s が %s です。確定した取引が失われます。%s にしてください。"
                .formatted(name, is, good.getFirst()),
            "PostgreSQL's %s is %s: acknowledged commits could be lost. Set it to %s."
                .formatted(name, is, good.getFirst())));
  }

  private static CannotStart.Reason tooStrong(String may, String role) {
    return new CannotStart.Reason(
        "サービスのロールの権限が強すぎます(%s: %s)。ロール kagimori で接続し、この権限を取り消してください。".formatted(role, may),
        "The service's role may do too much (%s: %s). Connect as kagimori, and take this from it."
            .formatted(role, may));
  }
}
