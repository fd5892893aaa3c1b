package dev.kagimori.bench;

import dev.kagimori.cli.DatabaseOptions;
import dev.kagimori.database.CannotStart;
import dev.kagimori.database.OwnerOnly;
import dev.kagimori.http.Logs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
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

/** {@code kagimori bench}. Exit status: 1 where an answer was not what it should be. */
@Command(
    name = "bench",
    description = "Measures how many codes a second this machine verifies, and how fast.",
    subcommands = ImportBench.class,
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
  @Mixin private TargetOptions target = new TargetOptions();
  @Mixin private LoadOptions load = new LoadOptions();
  @Mixin private TrialOptions trials = new TrialOptions();

  @Option(names = "--json", paramLabel = "FILE", description = "writes the figures there")
  private @Nullable Path json;

  @Option(
      names = "--picture",
      paramLabel = "FILE.svg",
      description = "draws throughput over time, and latency by rate, there")
  private @Nullable Path picture;

  @Override
  public Integer call() throws IOException, SQLException {
    check();
    var report = new Report(Objects.requireNonNull(spec).commandLine().getOut());
    var directory = directory(database.masterKey());
    OwnerOnly.directory(directory);
    Logs.toFile(directory.resolve("bench.log")); // the table is all that is printed
    var running = target.running();
    writable("--json", json);
    writable("--picture", picture);
    try (var opened = running.isPresent() ? database.use() : database.serve();
        var _ = new EndedEarly(opened);
        var bank = new BenchBank(opened, database.masterKey(), report::say)) {
      bank.registered(load.tokens());
      try (var site = new Site(bank, directory, target.jvm(), load.hasReferences(), running)) {
        if (running.isEmpty()) site.start();
        if (running.isEmpty() && load.warmsByItself()) site.warm(load.all().getFirst());
        measure(site, directory, report);
      }
    }
    if (json != null) Files.writeString(json, report.toJson().encodePrettily() + "\n");
    if (picture != null) Files.writeString(picture, report.picture());
    return report.unexpected() == 0 ? 0 : 1;
  }

  private void check() {
    load.check();
    trials.check(load.tokens(), load.connections());
    if (load.hasRates() && trials.any())
      throw new CannotStart(
          "--rate は比較と一緒に指定できません。", "--rate is not for comparisons: they find their own.");
    if (target.isOther() && (trials.any() || !load.isVerify()))
      throw new CannotStart(
          "--url では --mix verify だけを測れます（比較はできません）。",
          "With --url only --mix verify can be measured, and nothing compared.");
  }

  /** Seen before anything is measured. */
  private static void writable(String option, @Nullable Path file) {
    if (file == null || Files.isWritable(directory(file))) return;
    throw new CannotStart(
        "%s の %s に書き込めません。書き込めるフォルダを指定してください。".formatted(option, file),
        "%s: %s can't be written. Name a folder that can.".formatted(option, file));
  }

  private static Path directory(Path file) {
    return Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file is in a directory");
  }

  private void measure(Site site, Path directory, Report report) throws IOException, SQLException {
    long deadlocks = site.bank().deadlocks();
    if (trials.any()) trials.run(site, load.all().getFirst(), directory, report);
    else for (var one : load.all()) report.add(load.name(one), one.rate(), site.run(one));
    if (target.isOther())
      report.say(
          "a token is good for one code in %d s, so %,d of them for %,.0f a second: %s"
              .formatted(
                  Tokens.STEP_SECONDS,
                  load.tokens(),
                  (double) load.tokens() / Tokens.STEP_SECONDS,
                  "the run ends when all are used"));
    for (var instance : site.instances()) tell(instance, report);
    long found = site.bank().deadlocks() - deadlocks;
    report.put("deadlocks", found);
    report.put("generatorMicros", Numbers.rounded(site.generatorMicros()));
    report.say(
        "deadlocks: %d; the generator itself took %.1f µs a request"
            .formatted(found, site.generatorMicros()));
  }

  private static void tell(ServiceInstance instance, Report report) throws IOException {
    double resident = instance.memory("VmRSS");
    double most = instance.memory("VmHWM");
    report.put("residentMiB", Numbers.rounded(resident));
    report.put("residentMaxMiB", Numbers.rounded(most));
    report.put("startSeconds", Numbers.rounded(instance.startSeconds()));
    report.say(
        "service: %.0f MiB resident (%.0f at most), ready after %.2f s"
            .formatted(resident, most, instance.startSeconds()));
  }
}
