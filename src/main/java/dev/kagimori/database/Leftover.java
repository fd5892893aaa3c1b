package dev.kagimori.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A PostgreSQL that outlived the process that started it (SIGKILL, power of a debugger). */
final class Leftover {
  private static final Logger log = LoggerFactory.getLogger(Leftover.class);
  private static final Duration FAST = Duration.ofSeconds(10);
  private static final Duration IMMEDIATE = Duration.ofSeconds(10);

  private Leftover() {}

  /**
   * Stops the server of a data directory, if it is ours.
   *
   * @param binaries where our own PostgreSQL was unpacked; another's is left alone
   */
  static void stop(Path data, Path binaries) throws IOException {
    var found = find(data.resolve("postmaster.pid"));
    if (found.isEmpty()) return;
    var server = found.get();
    if (!isOurs(server, binaries)) return; // a stale file whose number now is somebody else's
    log.warn("stopping the PostgreSQL {} that an ended process left in {}", server.pid(), data);
    if (signal(server, "INT", FAST) || signal(server, "QUIT", IMMEDIATE)) return;
    throw new CannotStart(
        "前回の PostgreSQL (プロセス %d) が終了しません。手動で終了してください。".formatted(server.pid()),
        "The PostgreSQL of the last run (process %d) does not end. Stop it by hand."
            .formatted(server.pid()));
  }

  private static Optional<ProcessHandle> find(Path file) throws IOException {
    if (!Files.exists(file)) return Optional.empty();
    var lines = Files.readAllLines(file);
    try {
      return lines.isEmpty()
          ? Optional.empty()
          : ProcessHandle.of(Long.parseLong(lines.getFirst().strip()));
    } catch (NumberFormatException e) {
      return Optional.empty(); // PostgreSQL says so itself when it starts
    }
  }

  private static boolean isOurs(ProcessHandle server, Path binaries) throws IOException {
    var command = server.info().command();
    if (command.isEmpty() || !Files.isDirectory(binaries)) return false;
    var path = Path.of(command.get());
    return path.startsWith(binaries.toRealPath()) && path.endsWith("bin/postgres");
  }

  /** SIGINT is PostgreSQL's fast shutdown, SIGQUIT the immediate one; both lose no commit. */
  private static boolean signal(ProcessHandle server, String name, Duration patience)
      throws IOException {
    var kill =
        new ProcessBuilder("kill", "-" + name, Long.toString(server.pid()))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      kill.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
      server.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IOException("waiting for a PostgreSQL to end", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
