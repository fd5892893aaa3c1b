package dev.kagimori.database;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The way to a database as a process is told of it that we start: by libpq's variables of the
 * environment, since a command line can be read by everybody on the machine.
 */
public final class Handover {
  private Handover() {}

  /** For PostgreSQL's own programs, and for {@link #from}. */
  public static Map<String, String> environment(DatabaseUri uri) {
    var variables = new HashMap<String, String>();
    variables.put("PGHOST", uri.host());
    variables.put("PGPORT", Integer.toString(uri.port()));
    variables.put("PGDATABASE", uri.database());
    variables.put("PGUSER", uri.user());
    variables.put("PGPASSWORD", uri.password());
    variables.put("PGSSLMODE", uri.encrypted() ? "verify-full" : "disable");
    variables.put("PGOPTIONS", "-c search_path=" + Database.SCHEMA);
    uri.rootCert().map(Path::toString).ifPresent(file -> variables.put("PGSSLROOTCERT", file));
    return variables;
  }

  /**
   * What {@link #environment} told.
   *
   * @throws IllegalStateException when a variable is missing
   */
  public static DatabaseUri from(Map<String, String> environment) {
    var root = environment.get("PGSSLROOTCERT");
    return DatabaseUri.parse(
        "postgresql://%s:%s@%s:%s/%s?sslmode=%s%s"
            .formatted(
                encoded(told(environment, "PGUSER")),
                encoded(told(environment, "PGPASSWORD")),
                told(environment, "PGHOST"),
                told(environment, "PGPORT"),
                encoded(told(environment, "PGDATABASE")),
                told(environment, "PGSSLMODE"),
                root == null ? "" : "&sslrootcert=" + encoded(root)));
  }

  private static String told(Map<String, String> environment, String name) {
    return Objects.requireNonNullElseGet(
        environment.get(name),
        () -> {
          throw new IllegalStateException(name + " is not in the environment");
        });
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
