package dev.kagimori.cli;

import dev.kagimori.database.CannotStart;
import dev.kagimori.database.DatabaseUri;
import dev.kagimori.database.EmbeddedDatabase;
import dev.kagimori.database.Migrations;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which database a command works on, and where its files lie. */
public final class DatabaseOptions {
  private static final String EMBEDDED = "embedded";

  @Option(
      names = "--database",
      defaultValue = EMBEDDED,
      paramLabel = "embedded|URI",
      description = {
        "embedded: a PostgreSQL of its own below --data (default)",
        "URI: postgresql://USER@HOST/DATABASE?passwordfile=FILE&sslrootcert=FILE"
      })
  private String database = EMBEDDED;

  @Option(
      names = "--data",
      defaultValue = ".kagimori/data",
      paramLabel = "DIR",
      description = "where data are kept (default: ${DEFAULT-VALUE})")
  private Path data = Path.of(".kagimori", "data");

  @Option(
      names = "--master-key",
      paramLabel = "FILE",
      description = "the key file; made on the first start (default: DIR/master.key)")
  private @Nullable Path masterKey;

  /** A database to work on; closing it stops what was started for it. */
  public record Opened(DatabaseUri uri, Optional<EmbeddedDatabase> own) implements AutoCloseable {
    @Override
    public void close() {
      own.ifPresent(EmbeddedDatabase::close);
    }
  }

  /** Starts and migrates the embedded one, for a server. */
  public Opened serve() {
    if (!isEmbedded()) return new Opened(DatabaseUri.parse(database), Optional.empty());
    var own = EmbeddedDatabase.start(directory());
    try {
      Migrations.migrate(own.owner());
    } catch (Throwable e) {
      own.close();
      throw e;
    }
    return new Opened(own.service(), Optional.of(own));
  }

  /** Uses the one that a server runs, where one does. */
  public Opened use() {
    if (!isEmbedded()) return serve();
    return EmbeddedDatabase.running(directory())
        .map(uri -> new Opened(uri, Optional.empty()))
        .orElseGet(this::serve);
  }

  /** The same as the owner of the schema, where a URI has to be the owner's. */
  Opened useAsOwner() {
    if (!isEmbedded()) return new Opened(owner(), Optional.empty());
    var running = EmbeddedDatabase.runningOwner(directory());
    if (running.isPresent()) return new Opened(running.get(), Optional.empty());
    var own = serve().own();
    return new Opened(own.orElseThrow().owner(), own);
  }

  public boolean isEmbedded() {
    return database.equals(EMBEDDED);
  }

  /** As the owner of the schema. */
  public DatabaseUri owner() {
    return DatabaseUri.parse(database);
  }

  /** Told with a database of others: a default would make a second key where there is one. */
  public Path masterKey() {
    if (masterKey != null) return masterKey;
    if (isEmbedded()) return data.resolve("master.key");
    throw new CannotStart(
        "--database に URI を指定したときは --master-key FILE も指定してください。",
        "With a URI as --database, --master-key FILE has to be given too.");
  }

  /** The demo keeps its database below its directory in the same way. */
  private Path directory() {
    return data.resolve("postgresql");
  }
}
