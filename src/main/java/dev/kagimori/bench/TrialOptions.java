package dev.kagimori.bench;

import dev.kagimori.database.CannotStart;
import dev.kagimori.database.DatabaseUri;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import picocli.CommandLine.Option;

/** What the service is compared with. */
final class TrialOptions {
  @Option(
      names = "--compare-database",
      description = "most verifications ÷ most one-row commits of the same work, in turns")
  private boolean database;

  @Option(
      names = "--compare-latency",
      description = "p99 at half of the most ÷ that of one-row commits at half of theirs")
  private boolean latency;

  @Option(
      names = "--compare-sizes",
      split = ",",
      paramLabel = "SMALL,LARGE",
      description = "the rate with so many tokens in use, in turns")
  private List<Integer> sizes = List.of();

  @Option(names = "--compare-start", description = "starts of use ÷ verifications, in turns")
  private boolean starts;

  @Option(names = "--overload", description = "what twice the most that is possible does")
  private boolean overload;

  @Option(names = "--flood", description = "what one user's flood does to the others")
  private boolean flood;

  @Option(
      names = "--stopped-instance",
      description = "what an instance that stands still (SIGSTOP) does to another")
  private boolean stopped;

  @Option(names = "--rounds", defaultValue = "5", description = "default: ${DEFAULT-VALUE}")
  private int rounds;

  @Option(
      names = "--database-connections",
      split = ",",
      defaultValue = "8,32,64",
      description = "of the one-row commits; the best counts; default: ${DEFAULT-VALUE}")
  private List<Integer> connections = List.of();

  @Option(
      names = "--driver",
      defaultValue = "pgbench",
      paramLabel = "pgbench|java",
      description = "of the one-row commits; java also where there is no pgbench")
  private String driver = "";

  /** Refuses what can't be run. */
  void check() {
    LoadOptions.range("--rounds", rounds, 1, 1_000);
    for (int number : connections) LoadOptions.range("--database-connections", number, 1, 90);
    for (int size : sizes) LoadOptions.range("--compare-sizes", size, 1_000, Tokens.REGISTERED_MAX);
    if (!sizes.isEmpty() && (sizes.size() != 2 || sizes.getFirst() > sizes.getLast()))
      throw new CannotStart(
          "--compare-sizes には小さい数と大きい数を指定してください（例: 10000,1000000）。",
          "--compare-sizes takes a small number and a large one, such as 10000,1000000.");
    if (!driver.equals("pgbench") && !driver.equals("java"))
      throw new CannotStart(
          "--driver には pgbench か java を指定してください。", "--driver is pgbench or java.");
  }

  boolean any() {
    return database || latency || starts || overload || flood || stopped || !sizes.isEmpty();
  }

  void run(Site site, Load load, Path directory, Report report) throws IOException, SQLException {
    if (database || latency) {
      var compare =
          new CompareDatabase(site, driver(site.bank().uri(), directory), report, connections);
      if (database) compare.rates(load, rounds);
      if (latency) compare.latencies(load, rounds);
    }
    var trials = new Trials(site, report, rounds);
    if (!sizes.isEmpty()) trials.sizes(load, sizes);
    if (starts) trials.starts(load);
    if (overload) trials.overload(load);
    if (flood) trials.flood(load);
    if (stopped) trials.stoppedInstance(load);
  }

  private Driver driver(DatabaseUri uri, Path directory) throws IOException {
    if (driver.equals("java")) return new JavaDriver(uri);
    var found = Pgbench.find(uri, directory);
    return found.isPresent() ? found.get() : new JavaDriver(uri);
  }
}
