package dev.kagimori.trial;

import dev.kagimori.database.Superuser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.List;

/** Where a database keeps what it was told: as a dump has it, and as its files have it. */
final class Places {
  private static final String TABLES =
      """
      SELECT format('%I.%I', n.nspname, c.relname) FROM pg_class c
      JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'm', 'p') AND n.nspname <> 'pg_toast' ORDER BY 1
      """;

  private Places() {}

  /**
   * Every row of every table, catalogs and statistics included, and what sessions asked last; as
   * text, where bytes are hexadecimal, and in PostgreSQL's binary format, where they are raw.
   */
  static List<Path> dump(Superuser superuser, Path directory) throws SQLException, IOException {
    var files =
        Files.createTempDirectory(
            directory,
            "dump",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxrwxrwx")));
    Files.setPosixFilePermissions(files, PosixFilePermissions.fromString("rwxrwxrwx"));
    for (var table : superuser.column(TABLES)) {
      copy(superuser, table, files, "text");
      // some types of the catalogs have no binary form
      if (!table.startsWith("pg_catalog.")) copy(superuser, table, files, "binary");
    }
    copy(superuser, "pg_stat_activity", files, "text");
    return files(files);
  }

  private static void copy(Superuser superuser, String from, Path directory, String format)
      throws SQLException {
    superuser.run(
        "COPY (SELECT * FROM %s) TO '%s/%s.%s' (FORMAT %s)"
            .formatted(from, directory, from, format, format));
  }

  /** All files of the server, once it has written what it held in memory: tables, WAL, its log. */
  static List<Path> files(Superuser superuser, Path data) throws SQLException, IOException {
    superuser.run("CHECKPOINT");
    return files(data);
  }

  private static List<Path> files(Path directory) throws IOException {
    try (var tree = Files.walk(directory)) {
      return tree.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
