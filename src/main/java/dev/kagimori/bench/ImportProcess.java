package dev.kagimori.bench;

import dev.kagimori.audit.Source;
import dev.kagimori.database.Changes;
import dev.kagimori.database.Database;
import dev.kagimori.database.DatabaseUri;
import dev.kagimori.database.Handover;
import dev.kagimori.database.PoolSettings;
import dev.kagimori.http.Logs;
import dev.kagimori.institution.TermsStore;
import dev.kagimori.keyring.Keyring;
import dev.kagimori.stock.intake.Import;
import dev.kagimori.stock.intake.ImportOrder;
import dev.kagimori.stock.intake.ImportOutcome;
import dev.kagimori.stock.intake.Progress;
import dev.kagimori.stock.seedfile.TransportKey;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * One import in a process of its own, as the launcher starts the command, but with the service's
 * heap.
 */
final class ImportProcess implements AutoCloseable {
  /**
   * What came of it.
   *
   * @param seconds from the file's first byte to the end
   * @param residentMiB the most that the process ever had
   */
  record Took(long accepted, double seconds, double residentMiB) {}

  private final Process process;

  private ImportProcess(Process process) {
    this.process = process;
  }

  /** Starts one. */
  static ImportProcess start(
      DatabaseUri database, Path masterKey, Path log, String institution, Path file, byte[] key)
      throws IOException {
    var command = new ArrayList<>(List.of("nice", "-n", "10"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ServiceInstance.usualOptions());
    command.add("-XX:TieredStopAtLevel=1");
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            ImportProcess.class.getName(),
            masterKey.toString(),
            log.toString(),
            institution,
            file.toString()));
    var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putIfAbsent("MALLOC_ARENA_MAX", "2"); // so does it
    builder.environment().putAll(Handover.environment(database));
    var process = builder.start();
    try (var to = process.getOutputStream()) { // no command line that all can read
      to.write(HexFormat.of().formatHex(key).getBytes(StandardCharsets.US_ASCII));
    }
    return new ImportProcess(process);
  }

  /** Waits for its end. */
  Took took() throws IOException {
    var told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.onExit().join().exitValue() != 0) throw new IOException("the import failed");
    var json = new JsonObject(told);
    return new Took(
        json.getLong("accepted"), json.getDouble("seconds"), json.getDouble("residentMiB"));
  }

  boolean isRunning() {
    return process.isAlive();
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }

  /**
   * Prints what came of it; the database is told by the environment, the transport key on the
   * standard input.
   *
   * @param arguments the key file, the log file, the institution, the seed file
   */
  static void main(String[] arguments) throws IOException {
    Logs.toFile(Path.of(arguments[1]));
    var hex = new String(System.in.readAllBytes(), StandardCharsets.US_ASCII);
    var uri = Handover.from(System.getenv());
    var vertx = Vertx.vertx();
    var pool = Database.open(vertx, uri, PoolSettings.usual().withSize(2, 16));
    var clock = Clock.systemUTC();
    var source = new Source("bench", "local", "bench");
    var order = ImportOrder.of(arguments[2], "bench.pskc.xml");
    try (var changes = Changes.listen(vertx, uri);
        var key = TransportKey.preShared(HexFormat.of().parseHex(hex));
        var file = Files.newInputStream(Path.of(arguments[3]))) {
      var keyring = Keyring.open(Path.of(arguments[0]), pool, clock);
      var imports =
          new Import(pool, keyring, new TermsStore(pool, changes), new SimpleMeterRegistry());
      long begun = System.nanoTime();
      var outcome = imports.run(order, file, key, source, clock, Progress.NONE);
      var seconds = (System.nanoTime() - begun) / 1e9;
      switch (outcome) {
        case ImportOutcome.Ended(var report) ->
            System.out.println(
                new JsonObject()
                    .put("accepted", report.accepted())
                    .put("seconds", seconds)
                    .put(
                        "residentMiB",
                        ServiceInstance.memory(ProcessHandle.current().pid(), "VmHWM"))
                    .encode());
        case ImportOutcome.Refused(var reason, _, var en) ->
            throw new IOException(reason + ": " + en);
      }
    } finally {
      pool.close().await();
      vertx.close().await();
    }
    System.exit(0);
  }
}
