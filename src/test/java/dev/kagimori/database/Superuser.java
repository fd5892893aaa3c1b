package dev.kagimori.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** What only an administrator of the database can do, whom nothing there holds up. */
public final class Superuser implements AutoCloseable {
  /** The fourth line of postmaster.pid. */
  private static final int PID_FILE_PORT = 3;

  private final Connection connection;

  private Superuser(Connection connection) {
    this.connection = connection;
  }

  /**
   * Of the embedded database that runs on a directory.
   *
   * @throws IOException when none does
   */
  public static Superuser of(Path directory) throws IOException, SQLException {
    var pid = Files.readAllLines(directory.resolve("data").resolve("postmaster.pid"));
    var uri =
        DatabaseUri.loopback(
            Integer.parseInt(pid.get(PID_FILE_PORT).strip()),
            "kagimori",
            "postgres",
            EmbeddedSecrets.at(directory.resolve("passwords")).superuser());
    var properties = new Properties();
    properties.setProperty("user", uri.user());
    properties.setProperty("password", uri.password());
    var url = "jdbc:postgresql://%s:%d/%s".formatted(uri.host(), uri.port(), uri.database());
    var superuser = new Superuser(DriverManager.getConnection(url, properties));
    superuser.run("SET search_path = kagimori");
    return superuser;
  }

  /** Runs statements without parameters. */
  public void run(String... statements) throws SQLException {
    try (var statement = connection.createStatement()) {
      for (var sql : statements) statement.execute(sql);
    }
  }

  /**
   * Changes rows against all triggers and foreign keys.
   *
   * @return how many
   */
  public int force(String sql, Object... values) throws SQLException {
    run("SET session_replication_role = replica");
    try (var statement = connection.prepareStatement(sql)) {
      for (int n = 0; n < values.length; n++) statement.setObject(n + 1, values[n]);
      return statement.executeUpdate();
    } finally {
      run("SET session_replication_role = DEFAULT");
    }
  }

  /** The first column of each row, as text. */
  public List<String> column(String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      var values = new ArrayList<String>();
      while (rows.next()) values.add(String.valueOf(rows.getString(1)));
      return values;
    }
  }

  /** One column of one row. */
  public byte[] bytes(String sql, String... values) throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      for (int n = 0; n < values.length; n++) statement.setString(n + 1, values[n]);
      try (var rows = statement.executeQuery()) {
        if (!rows.next()) throw new AssertionError("no row");
        return rows.getBytes(1);
      }
    }
  }

  /** All rows of these tables. */
  public Map<String, List<String>> rows(List<String> tables) throws SQLException {
    var all = new LinkedHashMap<String, List<String>>();
    for (var table : tables)
      all.put(table, column("SELECT t::text FROM " + table + " t ORDER BY 1"));
    return all;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
