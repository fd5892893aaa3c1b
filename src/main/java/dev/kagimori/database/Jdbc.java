package dev.kagimori.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** A blocking connection, for an operator's long work on many rows; the service itself has none. */
public final class Jdbc {
  private Jdbc() {}

  /**
   * Connects.
   *
   * @param name as pg_stat_activity shows it
   * @param endless whether an answer may take any time; otherwise ten minutes
   */
  public static Connection connect(DatabaseUri uri, String name, boolean endless)
      throws SQLException {
    var properties = new Properties();
    properties.putAll(Migrations.properties(uri));
    properties.setProperty("ApplicationName", name);
    properties.setProperty("currentSchema", Database.SCHEMA);
    if (endless) properties.setProperty("socketTimeout", "0");
    properties.setProperty("user", uri.user());
    properties.setProperty("password", uri.password());
    return DriverManager.getConnection(Migrations.url(uri), properties);
  }
}
