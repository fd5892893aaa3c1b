package dev.kagimori.bench;

import dev.kagimori.database.DatabaseUri;
import dev.kagimori.database.Handover;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/** PostgreSQL's own benchmark program. */
final class Pgbench implements Driver {
  private static final Path INSTALLED = Path.of("/usr/lib/postgresql");
  private static final Pattern TPS =
      Pattern.compile("^tps = ([0-9.]+) \\(without initial", Pattern.MULTILINE);
  private static final int THREADS_MAX = 2;
  private static final long LONGEST_MICROS = 120_000_000;

  /** Of a line of its log: latency since it was due, in microseconds; and when it ended. */
  private static final int LATENCY = 2;

  private static final int ENDED = 4;

  private final Path program;
  private final DatabaseUri database;
  private final Path directory;

  private Pgbench(Path program, DatabaseUri database, Path directory) {
    this.program = program;
    this.database = database;
    this.directory = directory;
  }

  /**
   * The one on the path, or the newest that a system's package installed.
   *
   * @param directory where it may write
   */
  static Optional<Pgbench> find(DatabaseUri database, Path directory) throws IOException {
    var places = new ArrayList<Path>();
    for (var place : System.getenv().getOrDefault("PATH", "").split(":", -1))
      if (!place.isEmpty()) places.add(Path.of(place));
    if (Files.isDirectory(INSTALLED))
      try (Stream<Path> versions = Files.list(INSTALLED)) {
        versions.sorted((a, b) -> b.compareTo(a)).map(v -> v.resolve("bin")).forEach(places::add);
      }
    return places.stream()
        .map(place -> place.resolve("pgbench"))
        .filter(Files::isExecutable)
        .findFirst()
        .map(found -> new Pgbench(found, database, directory));
  }

  @Override
  public String name() {
    return "pgbench";
  }

  @Override
  public Commits run(Job job) throws IOException {
    var script = directory.resolve("one-row-commits.sql");
    int last = Tokens.REGISTERED + job.tokens() - 1;
    Files.writeString(
        script,
        "\\set number random(%d, %d)%n".formatted(Tokens.REGISTERED, last)
            + OneRowCommits.sql(":number", job.at()).strip().replace('\n', ' ')
            + ";\n");
    return job.rate() == 0 ? atMost(job, script) : offered(job, script);
  }

  private Commits atMost(Job job, Path script) throws IOException {
    if (job.warmUp() > 0) run(command(job, script, job.warmUp()));
    var told = run(command(job, script, job.seconds()));
    var tps = TPS.matcher(told);
    if (!tps.find()) throw new IOException("pgbench told no rate: " + told);
    return new Commits(job.connections(), Double.parseDouble(tps.group(1)), 0, 0, 0);
  }

  private Commits offered(Job job, Path script) throws IOException {
    var logs = directory.resolve("pgbench-log");
    deleteLogs();
    var command = command(job, script, job.warmUp() + job.seconds());
    command.addAll(List.of("-l", "--log-prefix=" + logs, "--rate=" + (long) job.rate()));
    run(command);
    try {
      return read(job);
    } finally {
      deleteLogs();
    }
  }

  private Commits read(Job job) throws IOException {
    double from = firstEnd() + job.warmUp();
    var latency = new Histogram(LONGEST_MICROS, 3);
    double last = from;
    for (var log : logs())
      try (var lines = Files.newBufferedReader(log)) {
        for (String line; (line = lines.readLine()) != null; ) {
          var words = line.split(" ");
          double ended = ended(words);
          if (ended < from) continue;
          last = Math.max(last, ended);
          latency.recordValue(Math.min(LONGEST_MICROS, Long.parseLong(words[LATENCY])));
        }
      }
    return new Commits(
        job.connections(),
        latency.getTotalCount() / Math.max(1e-3, last - from),
        latency.getValueAtPercentile(50) / 1e3,
        latency.getValueAtPercentile(99) / 1e3,
        latency.getValueAtPercentile(99.9) / 1e3);
  }

  private double firstEnd() throws IOException {
    double first = Double.MAX_VALUE;
    for (var log : logs())
      try (var lines = Files.newBufferedReader(log)) {
        var line = lines.readLine();
        if (line != null) first = Math.min(first, ended(line.split(" ")));
      }
    return first;
  }

  /** In seconds of the epoch. */
  private static double ended(String[] words) {
    return Long.parseLong(words[ENDED]) + Long.parseLong(words[ENDED + 1]) / 1e6;
  }

  private List<Path> logs() throws IOException {
    try (var files = Files.list(directory)) {
      return files.filter(f -> f.getFileName().toString().startsWith("pgbench-log")).toList();
    }
  }

  private void deleteLogs() throws IOException {
    for (var log : logs()) Files.delete(log);
  }

  private List<String> command(Job job, Path script, double seconds) {
    var command = new ArrayList<String>();
    command.addAll(List.of(program.toString(), "-n", "-M", "prepared"));
    command.addAll(List.of("-c", Integer.toString(job.connections())));
    command.addAll(List.of("-j", Integer.toString(Math.min(THREADS_MAX, job.connections()))));
    command.addAll(List.of("-T", Long.toString(Math.max(1, Math.round(seconds)))));
    command.addAll(List.of("-f", script.toString()));
    return command;
  }

  private String run(List<String> command) throws IOException {
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(Handover.environment(database));
    var process = builder.start();
    var told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.onExit().join().exitValue() != 0) throw new IOException("pgbench failed: " + told);
    return told;
  }
}
