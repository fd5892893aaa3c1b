package dev.kagimori.bench;

import dev.kagimori.cli.DatabaseOptions;
import dev.kagimori.database.CannotStart;
import dev.kagimori.database.OwnerOnly;
import dev.kagimori.http.Logs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code kagimori bench}. */
@Command(
    name = "bench",
    description = "Measures how many codes a second this machine verifies, and how fast.",
    defaultValueProvider = BenchCommand.OwnDirectory.class,
    mixinStandardHelpOptions = true)
public final class BenchCommand implements Callable<Integer> {
  /** So that a bench never works on a bank's data unless it is told to. */
  static final class OwnDirectory implements IDefaultValueProvider {
    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
      return argument instanceof OptionSpec option && option.longestName().equals("--data")
          ? ".kagimori/bench"
          : null;
    }
  }

  @Spec private @Nullable CommandSpec spec;

  @Mixin private DatabaseOptions database = new DatabaseOptions();
  @Mixin private LoadOptions load = new LoadOptions();

  @Option(names = "--compare-database", description = "measure one-row commits in turns with it")
  private boolean compareDatabase;

  @Option(names = "--rounds", defaultValue = "5", description = "default: ${DEFAULT-VALUE}")
  private int rounds;

  @Option(
      names = "--database-connections",
      split = ",",
      defaultValue = "8,32,64",
      description = "of the one-row commits; the best counts; default: ${DEFAULT-VALUE}")
  private List<Integer> databaseConnections = List.of();

  @Option(
      names = "--driver",
      defaultValue = "pgbench",
      paramLabel = "pgbench|java",
      description = "of the one-row commits; java also where there is no pgbench")
  private String driver = "";

  @Option(
      names = "--jvm",
      defaultValue = ServiceProcess.JVM,
      paramLabel = "OPTIONS",
      description = "of the service's JVM; default: ${DEFAULT-VALUE}")
  private String jvm = "";

  @Option(names = "--json", paramLabel = "FILE", description = "writes the figures there")
  private @Nullable Path json;

  @Override
  public Integer call() throws IOException, SQLException {
    if (spec == null) throw new IllegalStateException("picocli sets it");
    load.check();
    var report = new Report(spec.commandLine().getOut());
    Logs.toFile(directory(masterKey()).resolve("bench.log")); // the table is all that is printed
    try (var opened = database.serve();
        var bank = new BenchBank(opened, masterKey(), report::say)) {
      bank.registered(load.tokens());
      var directory = directory(masterKey());
      try (var site = new Site(bank, directory, jvm, load.hasReferences())) {
        site.start();
        measure(site, directory, report);
      }
    }
    if (json != null) Files.writeString(json, report.toJson().encodePrettily() + "\n");
    return report.unexpected() == 0 ? 0 : 1;
  }

  private Path masterKey() throws IOException {
    var file = database.masterKey();
    OwnerOnly.directory(directory(file));
    return file;
  }

  private static Path directory(Path file) {
    return Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file is in a directory");
  }

  private void measure(Site site, Path directory, Report report) throws IOException, SQLException {
    long deadlocks = site.bank().deadlocks();
    if (compareDatabase)
      new CompareDatabase(site, driver(site, directory), report, databaseConnections)
          .run(load.all().getFirst().closed(), rounds);
    else for (var one : load.all()) report.add(load.name(one), site.run(one));
    var instance = site.instances().getFirst();
    double resident = instance.memory("VmRSS");
    double most = instance.memory("VmHWM");
    report.put("residentMiB", Numbers.rounded(resident));
    report.put("residentMaxMiB", Numbers.rounded(most));
    report.put("startSeconds", Numbers.rounded(instance.startSeconds()));
    report.put("deadlocks", site.bank().deadlocks() - deadlocks);
    report.say(
        "service: %.0f MiB resident (%.0f at most), up in %.2f s; deadlocks %d"
            .formatted(
                resident, most, instance.startSeconds(), site.bank().deadlocks() - deadlocks));
  }

  private Driver driver(Site site, Path directory) throws IOException {
    var uri = site.bank().uri();
    if (driver.equals("java")) return new JavaDriver(uri);
    if (!driver.equals("pgbench"))
      throw new CannotStart(
          "--driver には pgbench か java を指定してください。", "--driver is pgbench or java.");
    var found = Pgbench.find(uri, directory);
    return found.isPresent() ? found.get() : new JavaDriver(uri);
  }
}
