package dev.kagimori.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL of our own: durable, on loopback alone, passwords for everyone, its data in one
 * directory that survives restarts.
 *
 * <p>The directory holds {@code lock} (a living process uses it), {@code passwords} (0600), {@code
 * data} (PGDATA, with the server's log of seven days in {@code data/log}) and {@code ready} (the
 * set-up was finished). {@link #close} stops the server; nothing does so by itself when the JVM
 * ends, but the next start stops what was left.
 */
public final class EmbeddedDatabase implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(EmbeddedDatabase.class);
  // after a crash it reads the WAL since the last checkpoint first
  private static final Duration START = Duration.ofMinutes(2);
  private static final int PORT_TRIES = 3;

  /** The fourth line of postmaster.pid. */
  private static final int PID_FILE_PORT = 3;

  private final DirectoryLock lock;
  private final EmbeddedPostgres server;
  private final EmbeddedSecrets secrets;

  private EmbeddedDatabase(DirectoryLock lock, EmbeddedPostgres server, EmbeddedSecrets secrets) {
    this.lock = lock;
    this.server = server;
    this.secrets = secrets;
  }

  /**
   * Starts it on a free port; makes all that is missing. Blocks for about a second, five the first
   * time.
   *
   * @throws CannotStart when another living process uses the directory, or others can read its
   *     passwords
   * @throws UncheckedIOException when PostgreSQL does not start
   */
  public static EmbeddedDatabase start(Path directory) {
    try {
      OwnerOnly.directory(directory);
      var lock = DirectoryLock.take(directory);
      try {
        return start(directory, lock);
      } catch (IOException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The way to the one that another process runs on this directory, as the service.
   *
   * @return empty when none runs
   */
  public static Optional<DatabaseUri> running(Path directory) {
    return running(directory, Database.SERVICE_ROLE);
  }

  /** The same, as the owner of the schema. */
  public static Optional<DatabaseUri> runningOwner(Path directory) {
    return running(directory, Database.OWNER_ROLE);
  }

  private static Optional<DatabaseUri> running(Path directory, String role) {
    try {
      var pid = directory.resolve("data").resolve("postmaster.pid");
      if (!DirectoryLock.isTaken(directory) || !Files.exists(pid)) return Optional.empty();
      var port = Integer.parseInt(Files.readAllLines(pid).get(PID_FILE_PORT).strip());
      var secrets = EmbeddedSecrets.at(directory.resolve("passwords"));
      var password = role.equals(Database.OWNER_ROLE) ? secrets.owner() : secrets.service();
      return Optional.of(DatabaseUri.loopback(port, "kagimori", role, password));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static EmbeddedDatabase start(Path directory, DirectoryLock lock) throws IOException {
    var data = directory.resolve("data").toAbsolutePath();
    var ready = directory.resolve("ready");
    var binaries = binaries(directory);
    Leftover.stop(data, binaries);
    if (!Files.exists(ready)) delete(data); // a set-up that was interrupted; nothing was served yet
    var secrets = EmbeddedSecrets.at(directory.resolve("passwords"));
    var server = server(directory, data, binaries, secrets);
    try {
      if (!Files.exists(ready)) {
        setUp(server, secrets);
        OwnerOnly.write(ready, "");
      }
    } catch (SQLException e) {
      server.close();
      throw new IOException("set-up of the embedded PostgreSQL", e);
    }
    return new EmbeddedDatabase(lock, server, secrets);
  }

  private static EmbeddedPostgres server(
      Path directory, Path data, Path binaries, EmbeddedSecrets secrets) throws IOException {
    var passwordFile = directory.resolve("initdb-password");
    try {
      var first = !Files.exists(data.resolve("PG_VERSION"));
      if (first) {
        Files.deleteIfExists(passwordFile);
        OwnerOnly.write(passwordFile, secrets.superuser() + "\n");
      }
      for (var tries = 1; ; tries++) {
        try {
          return builder(data, binaries, secrets, first ? passwordFile : null).start();
        } catch (IOException | RuntimeException e) {
          // the free port can be taken before the server has it
          if (tries == PORT_TRIES || first) throw e;
          Leftover.stop(data, binaries);
        }
      }
    } finally {
      Files.deleteIfExists(passwordFile);
    }
  }

  private static EmbeddedPostgres.Builder builder(
      Path data, Path binaries, EmbeddedSecrets secrets, @Nullable Path passwordFile) {
    var builder =
        EmbeddedPostgres.builder()
            .setDataDirectory(data)
            .setCleanDataDirectory(false)
            .setRegisterShutdownHook(false)
            .setOverrideWorkingDirectory(binaries.toFile())
            .setServerConfig("fsync", "on") // the library turns these off on the command line
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("max_connections", Integer.toString(EmbeddedConfig.CONNECTIONS_MAX))
            .setConnectConfig("password", secrets.superuser())
            .setDataDirectoryCustomizer(EmbeddedDatabase::configure)
            .setPGStartupWait(START);
    if (passwordFile != null)
      builder
          .setLocaleConfig("locale-provider", "builtin")
          .setLocaleConfig("locale", "C.UTF-8")
          .setLocaleConfig("auth", "scram-sha-256")
          .setLocaleConfig("pwfile", passwordFile.toString());
    return builder;
  }

  private static void configure(File data) {
    try {
      EmbeddedConfig.write(data.toPath());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void setUp(EmbeddedPostgres server, EmbeddedSecrets secrets) throws SQLException {
    var password = Map.of("password", secrets.superuser());
    try (var admin = server.getDatabase("postgres", "postgres", password).getConnection()) {
      RoleSetup.roles(admin, secrets);
    }
    try (var admin = server.getDatabase("postgres", "kagimori", password).getConnection()) {
      RoleSetup.closePublic(admin);
    }
  }

  /**
   * Where PostgreSQL is unpacked, once for all directories: below the home directory, since what
   * lies in a shared temporary one may be anybody's.
   */
  private static Path binaries(Path directory) throws IOException {
    var shared = Path.of(System.getProperty("user.home", "/nonexistent"), ".cache", "kagimori");
    try {
      OwnerOnly.directory(shared);
      if (Files.isWritable(shared)) return unpacked(shared);
    } catch (FileSystemException e) {
      log.debug("no home directory to unpack PostgreSQL in: {}", e.toString());
    }
    var own = directory.resolve("binaries");
    OwnerOnly.directory(own);
    return unpacked(own);
  }

  private static Path unpacked(Path parent) throws IOException {
    OwnerOnly.check(parent); // the library opens its own directory to all, so this one must be shut
    var binaries = parent.resolve("postgresql");
    OwnerOnly.directory(binaries);
    return binaries.toRealPath();
  }

  private static void delete(Path tree) throws IOException {
    if (!Files.exists(tree)) return;
    Files.walkFileTree(
        tree,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e)
              throws IOException {
            if (e != null) throw e;
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** As the service: may do what the migrations grant. */
  public DatabaseUri service() {
    return uri(Database.SERVICE_ROLE, secrets.service());
  }

  /** As the owner of the schema: for migrations. */
  public DatabaseUri owner() {
    return uri(Database.OWNER_ROLE, secrets.owner());
  }

  /**
   * A database of somebody else's on this server, such as a front end's own; made where there is
   * none. Its password is new each time.
   *
   * @param name {@code [a-z_]{1,30}}, its role's, too
   * @return {@code postgresql://name:password@127.0.0.1:port/name}
   */
  public String another(String name) {
    if (!name.matches("[a-z_]{1,30}")) throw new IllegalArgumentException(name);
    var password = EmbeddedSecrets.random();
    try (var admin = Jdbc.connect(superuser(), "kagimori set-up", Duration.ZERO)) {
      RoleSetup.another(admin, name, password);
    } catch (SQLException e) {
      throw new IllegalStateException("the database " + name + " could not be made", e);
    }
    return "postgresql://%s:%s@127.0.0.1:%d/%s".formatted(name, password, port(), name);
  }

  /** As the superuser: for what only an administrator can do. */
  DatabaseUri superuser() {
    return uri("postgres", secrets.superuser());
  }

  /** Has PostgreSQL write its pages, and keep the files of its log to write over. */
  public void checkpoint() throws SQLException {
    try (var admin = Jdbc.connect(superuser(), "kagimori checkpoint", Duration.ZERO);
        var statement = admin.createStatement()) {
      statement.execute("CHECKPOINT");
    }
  }

  public int port() {
    return server.getPort();
  }

  private DatabaseUri uri(String user, String password) {
    return DatabaseUri.loopback(server.getPort(), "kagimori", user, password);
  }

  @Override
  public void close() {
    try {
      server.close();
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
