package dev.kagimori.audit;

import dev.kagimori.database.Database;
import dev.kagimori.database.EmbeddedDatabase;
import dev.kagimori.database.Jdbc;
import dev.kagimori.database.Migrations;
import dev.kagimori.database.Superuser;
import dev.kagimori.secrets.Secrets;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.StreamSupport;

/** A migrated database, as the service and as its owner see it. */
final class AuditDatabase implements AutoCloseable {
  private static final String ENTRY =
      """
      INSERT INTO audit (institution, at, client, address, request_id, action, contract, user_id,
                         outcome, details)
      VALUES ('minato', $1, 'web', '127.0.0.1', 'r', 'VERIFY', 'c-1', 'hanako', 'DONE', '{}')
      """;

  private static final String TABLES =
      """
      SELECT c.relname::text FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
      WHERE i.inhparent = 'audit'::regclass ORDER BY 1
      """;

  final Vertx vertx = Vertx.vertx();
  final Pool service;
  private final Path directory;
  private final EmbeddedDatabase database;

  AuditDatabase(Path directory) {
    this.directory = directory;
    database = EmbeddedDatabase.start(directory);
    Secrets.database(directory);
    Migrations.migrate(database.owner());
    service = Database.open(vertx, database.service());
  }

  Connection owner() throws SQLException {
    return Jdbc.connect(database.owner(), "test", Duration.ofMinutes(1));
  }

  Superuser superuser() throws SQLException, IOException {
    return Superuser.of(directory);
  }

  /** Another instance's pool; the caller closes it. */
  Pool another() {
    return Database.open(vertx, database.service());
  }

  void append(Instant at) {
    service.preparedQuery(ENTRY).execute(Tuple.of(at.atOffset(ZoneOffset.UTC))).await();
  }

  List<String> tables() {
    return column(TABLES);
  }

  /** The first column, as the service. */
  List<String> column(String sql) {
    var rows = service.query(sql).execute().await();
    return StreamSupport.stream(rows.spliterator(), false)
        .map((Row row) -> String.valueOf(row.getValue(0)))
        .toList();
  }

  @Override
  public void close() {
    service.close().await();
    vertx.close().await();
    database.close();
  }
}
