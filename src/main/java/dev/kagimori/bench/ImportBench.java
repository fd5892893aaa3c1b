package dev.kagimori.bench;

import dev.kagimori.cli.DatabaseOptions;
import dev.kagimori.database.OwnerOnly;
import dev.kagimori.http.Logs;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code kagimori bench import}. */
@Command(
    name = "import",
    description = {
      "Measures an import of encrypted seeds beside a bare COPY of rows as wide, in turns, its",
      "memory, and what verifications feel of it. The tokens that it makes remain: give a --data",
      "of its own."
    },
    defaultValueProvider = BenchCommand.OwnDirectory.class,
    mixinStandardHelpOptions = true)
final class ImportBench implements Callable<Integer> {
  private static final int COUNT_MAX = 10_000_000;
  private static final int CONNECTIONS = 32;
  private static final double WARM_UP = 3;
  private static final int KEY = 32;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private DatabaseOptions database = new DatabaseOptions();

  @Option(
      names = "--count",
      defaultValue = "1000000",
      description = "keys in the file; default: ${DEFAULT-VALUE}")
  private int count;

  @Option(names = "--rounds", defaultValue = "3", description = "default: ${DEFAULT-VALUE}")
  private int rounds;

  @Option(
      names = "--rate",
      defaultValue = "500",
      description = "verifications offered a second; default: ${DEFAULT-VALUE}")
  private double rate;

  @Option(
      names = "--seconds",
      defaultValue = "20",
      description = "of verifications, with and without; default: ${DEFAULT-VALUE}")
  private double seconds;

  @Option(
      names = "--tokens",
      defaultValue = "20000",
      description = "that are verified; default: ${DEFAULT-VALUE}")
  private int tokens;

  @Option(names = "--json", paramLabel = "FILE", description = "writes the figures there")
  private @Nullable Path json;

  @Override
  public Integer call() throws IOException, SQLException {
    LoadOptions.range("--count", count, 1_000, COUNT_MAX);
    LoadOptions.range("--rounds", rounds, 1, 100);
    LoadOptions.range("--rate", rate, 1, 100_000);
    LoadOptions.range("--seconds", seconds, 1, 3_600);
    LoadOptions.range("--tokens", tokens, 4 * CONNECTIONS, Tokens.REGISTERED_MAX);
    var report = new Report(spec.commandLine().getOut());
    var directory =
        Objects.requireNonNull(database.masterKey().toAbsolutePath().getParent(), "a directory");
    OwnerOnly.directory(directory);
    Logs.toFile(directory.resolve("bench.log"));
    var file = Files.createTempFile(directory, "seeds", ".pskc.xml");
    try (var opened = database.serve();
        var _ = new EndedEarly(opened);
        var bank = new BenchBank(opened, database.masterKey(), report::say)) {
      var key = new byte[KEY];
      new SecureRandom().nextBytes(key);
      SeedFileMade.write(file, key, count);
      report.put("count", count);
      report.put("fileBytes", Files.size(file));
      report.say("a file of %,d keys, %,d MiB".formatted(count, Files.size(file) >> 20));
      var trial = new Trial(bank, directory, file, key, report);
      trial.speed();
      bank.registered(tokens);
      bank.checkpoint();
      try (var site = new Site(bank, directory, "", false, Optional.empty())) {
        site.start();
        trial.latency(site);
      }
    } finally {
      Files.delete(file);
    }
    if (json != null) Files.writeString(json, report.toJson().encodePrettily() + "\n");
    return report.unexpected() == 0 ? 0 : 1;
  }

  private final class Trial {
    private final BenchBank bank;
    private final Path log;
    private final Path file;
    private final byte[] key;
    private final Report report;
    private final String run = Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);

    Trial(BenchBank bank, Path directory, Path file, byte[] key, Report report) {
      this.bank = bank;
      log = directory.resolve("bench-import.log");
      this.file = file;
      this.key = key.clone();
      this.report = report;
    }

    private ImportProcess start(String institution) throws IOException {
      bank.also(institution);
      return ImportProcess.start(bank.uri(), bank.masterKey(), log, institution, file, key);
    }

    /** The import and the COPY, in turns. */
    void speed() throws IOException, SQLException {
      var comparison = new Comparison("import ÷ bare COPY");
      double most = 0;
      for (int round = 1; round <= rounds; round++) {
        var copied = "copy-" + run + "-" + round;
        bank.also(copied);
        var copySeconds = BareCopy.run(bank.uri(), copied, count);
        ImportProcess.Took took;
        try (var process = start("import-" + run + "-" + round)) {
          took = process.took();
        }
        if (took.accepted() != count) throw new IOException("accepted: " + took.accepted());
        most = Math.max(most, took.residentMiB());
        report.say(
            String.format(
                Locale.ROOT,
                "COPY %,.0f rows/s; import %,.0f keys/s in %.1f s, %.0f MiB resident at most",
                count / copySeconds,
                count / took.seconds(),
                took.seconds(),
                took.residentMiB()));
        comparison.add(
            copySeconds / took.seconds(),
            new JsonObject()
                .put("copyRate", Numbers.rounded(count / copySeconds))
                .put("importRate", Numbers.rounded(count / took.seconds()))
                .put("residentMaxMiB", Numbers.rounded(took.residentMiB())));
      }
      report.put(comparison, "import");
      report.put("importResidentMaxMiB", Numbers.rounded(most));
    }

    /** Verifications, with an import beside them and without, in turns. */
    void latency(Site site) throws IOException, SQLException {
      var load = new Load(Mix.VERIFY, tokens, CONNECTIONS, rate, true, WARM_UP, seconds);
      site.warm(load);
      var comparison = new Comparison("verify p99 while an import runs ÷ without");
      for (int round = 1; round <= rounds; round++) {
        var without = site.run(load);
        report.add("without, round " + round, rate, without);
        Measured with;
        boolean throughout;
        try (var process = start("beside-" + run + "-" + round)) {
          with = site.run(load);
          throughout = process.isRunning();
        }
        report.add("with an import, round " + round, rate, with);
        if (!throughout) report.say("  the import ended before the measurement: give more --count");
        comparison.add(
            with.p99() / without.p99(),
            new JsonObject()
                .put("without", without.toJson())
                .put("with", with.toJson())
                .put("throughout", throughout));
      }
      report.put(comparison, "latency");
    }
  }
}
