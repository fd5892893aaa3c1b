package dev.kagimori.database;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** Connections for what blocks: migrations, and the owner's long work on the audit. */
public final class Jdbc {
  private Jdbc() {}

  /**
   * Connects, with the schema on the search path and times in UTC; TLS as the URI says.
   *
   * @param answer no statement is silent for longer; zero: for as long as it takes
   */
  public static Connection connect(DatabaseUri uri, String application, Duration answer)
      throws SQLException {
    var properties = new Properties();
    properties.putAll(properties(uri, application, answer));
    properties.setProperty("user", uri.user());
    properties.setProperty("password", uri.password());
    var db = DriverManager.getConnection(url(uri), properties);
    try (var statement = db.createStatement()) {
      statement.execute("SET search_path = " + Database.SCHEMA);
      return db;
    } catch (SQLException e) {
      db.close();
      throw e;
    }
  }

  static String url(DatabaseUri uri) {
    var database = URLEncoder.encode(uri.database(), StandardCharsets.UTF_8);
    return "jdbc:postgresql://%s:%d/%s".formatted(uri.host(), uri.port(), database);
  }

  static Map<String, String> properties(DatabaseUri uri, String application, Duration answer) {
    var properties = new HashMap<String, String>();
    properties.put("ApplicationName", application);
    properties.put("connectTimeout", "5");
    properties.put("loginTimeout", "10");
    properties.put("socketTimeout", Long.toString(answer.toSeconds()));
    properties.put("options", "-c lock_timeout=30s -c TimeZone=UTC");
    properties.put("sslmode", uri.encrypted() ? "verify-full" : "disable");
    uri.rootCert()
        .ifPresentOrElse(
            file -> properties.put("sslrootcert", file.toString()),
            () -> properties.put("sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory"));
    return properties;
  }
}
