package dev.kagimori.database;

import java.sql.Connection;
import java.sql.SQLException;

/** The two roles and the database, as an administrator makes them once. */
final class RoleSetup {
  /** What the administrator of a PostgreSQL that is not ours runs, with passwords of their own. */
  static final String BY_HAND =
      """
      CREATE ROLE kagimori_owner LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS PASSWORD '…';
      CREATE ROLE kagimori LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS PASSWORD '…';
      CREATE DATABASE kagimori OWNER kagimori_owner TEMPLATE template0 ENCODING 'UTF8';
      REVOKE ALL ON DATABASE kagimori FROM PUBLIC;
      GRANT CONNECT ON DATABASE kagimori TO kagimori;
      \\c kagimori
      REVOKE ALL ON SCHEMA public FROM PUBLIC;
      """;

  private RoleSetup() {}

  /** Makes what is not there yet; the passwords are set each time. */
  static void roles(Connection admin, EmbeddedSecrets secrets) throws SQLException {
    role(admin, Database.OWNER_ROLE, secrets.owner());
    role(admin, Database.SERVICE_ROLE, secrets.service());
    if (!exists(admin, "SELECT 1 FROM pg_database WHERE datname = ?", "kagimori"))
      run(admin, "CREATE DATABASE kagimori OWNER kagimori_owner");
    run(admin, "REVOKE ALL ON DATABASE kagimori FROM PUBLIC");
    run(admin, "GRANT CONNECT ON DATABASE kagimori TO kagimori");
  }

  /** A database of somebody else's on this server, with a role that owns it and nothing more. */
  static void another(Connection admin, String name, String password) throws SQLException {
    role(admin, name, password);
    if (!exists(admin, "SELECT 1 FROM pg_database WHERE datname = ?", name))
      run(admin, "CREATE DATABASE %s OWNER %s".formatted(name, name));
    run(admin, "REVOKE ALL ON DATABASE %s FROM PUBLIC".formatted(name));
  }

  /** Closes the schema that everybody may use by default. */
  static void closePublic(Connection admin) throws SQLException {
    run(admin, "REVOKE ALL ON SCHEMA public FROM PUBLIC");
  }

  private static void role(Connection admin, String name, String password) throws SQLException {
    if (!exists(admin, "SELECT 1 FROM pg_roles WHERE rolname = ?", name))
      run(
          admin,
          "CREATE ROLE %s LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS".formatted(name));
    // not the password itself, which whoever logs statements would log; DDL takes no parameters
    run(admin, "ALTER ROLE %s PASSWORD '%s'".formatted(name, ScramVerifier.of(password)));
  }

  private static boolean exists(Connection admin, String sql, String name) throws SQLException {
    try (var query = admin.prepareStatement(sql)) {
      query.setString(1, name);
      try (var rows = query.executeQuery()) {
        return rows.next();
      }
    }
  }

  private static void run(Connection admin, String sql) throws SQLException {
    try (var statement = admin.createStatement()) {
      statement.execute(sql);
    }
  }
}
