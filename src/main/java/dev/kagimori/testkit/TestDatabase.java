package dev.kagimori.testkit;

import dev.kagimori.database.EmbeddedDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** PostgreSQL with the schema, and the master key beside it: what instances share. */
final class TestDatabase implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(TestDatabase.class);

  private final Path directory;
  private final boolean temporary;
  private final Thread hook = new Thread(this::end, "kagimori-testkit-end");
  private EmbeddedDatabase database;
  private boolean ended;

  private TestDatabase(Path directory, boolean temporary) {
    this.directory = directory;
    this.temporary = temporary;
    database = open(directory);
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** In a directory that its owner removes. */
  static TestDatabase in(Path directory) {
    return new TestDatabase(directory, false);
  }

  /** In a directory of its own, which goes with it. */
  static TestDatabase temporary() throws IOException {
    var directory = Files.createTempDirectory("kagimori-testkit-");
    try {
      return new TestDatabase(directory, true);
    } catch (RuntimeException e) {
      Trees.remove(directory);
      throw e;
    }
  }

  private static EmbeddedDatabase open(Path directory) {
    var database = directory.resolve("database");
    try {
      if (!Files.exists(database)) DatabaseTemplate.copyTo(database);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return EmbeddedDatabase.start(database);
  }

  /** Stops PostgreSQL and starts it again, maybe on another port. */
  synchronized void restart() {
    database.close();
    database = open(directory);
  }

  synchronized EmbeddedDatabase server() {
    return database;
  }

  Path directory() {
    return directory;
  }

  Path masterKey() {
    return directory.resolve("keys").resolve("master.key");
  }

  @Override
  public void close() {
    Patience.close(this::end);
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      log.debug("the process is ending, and everything is closed: {}", e.toString());
    }
  }

  /** Once, whether the run ends or the process is asked to. */
  private synchronized void end() {
    if (ended) return;
    ended = true;
    database.close();
    if (temporary) Trees.remove(directory);
  }
}
