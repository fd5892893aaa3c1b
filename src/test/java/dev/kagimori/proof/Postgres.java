package dev.kagimori.proof;

import dev.kagimori.database.Database;
import dev.kagimori.database.DatabaseUri;
import dev.kagimori.database.EmbeddedDatabase;
import dev.kagimori.database.Migrations;
import dev.kagimori.secrets.Secrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A PostgreSQL that the test owns: it can be stopped without a checkpoint, and held still. */
final class Postgres implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final List<String> ROOT = List.of("unshare", "-U");

  private final Path directory;
  private final EmbeddedDatabase database;
  private final List<String> command;

  private Postgres(Path directory, EmbeddedDatabase database, List<String> command) {
    this.directory = directory;
    this.database = database;
    this.command = command;
  }

  static Postgres start(Path directory) {
    var database = EmbeddedDatabase.start(directory);
    Secrets.database(directory);
    Migrations.migrate(database.owner());
    copyPassword(directory);
    return new Postgres(directory, database, commandLine(directory.resolve("data")));
  }

  DatabaseUri service() {
    return database.service();
  }

  int port() {
    return database.port();
  }

  /** The service's way through a proxy; the password stays in a file. */
  String serviceUri(int proxyPort) {
    return "postgresql://%s@127.0.0.1:%d/kagimori?sslmode=disable&passwordfile=%s"
        .formatted(Database.SERVICE_ROLE, proxyPort, directory.resolve("service-password"));
  }

  private static void copyPassword(Path directory) {
    var passwords = new Properties();
    try (var in = Files.newBufferedReader(directory.resolve("passwords"))) {
      passwords.load(in);
      Files.writeString(
          directory.resolve("service-password"), passwords.getProperty(Database.SERVICE_ROLE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What PostgreSQL calls an immediate shutdown: no checkpoint, recovery at the next start. */
  void stopImmediately() {
    var process = postmaster();
    Signals.send(process.pid(), "QUIT");
    Signals.awaitEnd(process, PATIENCE);
  }

  /** With the same options on the same port; returns when it takes connections. */
  void startAgain() {
    try {
      new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.appendTo(directory.resolve("again.log").toFile()))
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    awaitReady();
  }

  /** Holds the whole of it still, every backend too. */
  void hold() {
    signalAll("STOP");
  }

  void release() {
    signalAll("CONT");
  }

  private void signalAll(String signal) {
    var postmaster = postmaster();
    postmaster.descendants().forEach(backend -> Signals.send(backend.pid(), signal));
    Signals.send(postmaster.pid(), signal);
  }

  private ProcessHandle postmaster() {
    try {
      var pid = Files.readAllLines(directory.resolve("data").resolve("postmaster.pid")).getFirst();
      return ProcessHandle.of(Long.parseLong(pid.strip()))
          .orElseThrow(() -> new IllegalStateException("PostgreSQL does not run"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void awaitReady() {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!isReady()) {
      if (System.nanoTime() > end) throw new AssertionError("PostgreSQL did not come back");
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  /** postmaster.pid says in its last line how far it is. */
  private boolean isReady() {
    try (var tried = new Socket(InetAddress.getLoopbackAddress(), port())) {
      var lines = Files.readAllLines(directory.resolve("data").resolve("postmaster.pid"));
      return tried.isConnected() && lines.size() >= 8 && lines.get(7).strip().equals("ready");
    } catch (IOException e) {
      return false;
    }
  }

  /** postmaster.opts keeps the command line of the last start. */
  private static List<String> commandLine(Path data) {
    try {
      var text = Files.readString(data.resolve("postmaster.opts"));
      var words = text.strip().replace("\"", "").split(" ", -1);
      // PostgreSQL does not run as root, so that where we are root it is started in a namespace
      var first = System.getProperty("user.name").equals("root") ? ROOT : List.<String>of();
      return Stream.concat(first.stream(), Arrays.stream(words)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    database.close();
  }
}
