package dev.kagimori.bench;

import dev.kagimori.database.CannotStart;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which load is run. */
final class LoadOptions {
  private static final int CONNECTIONS_MAX = 4_000;
  private static final double WARM_UP_SECONDS = 2;

  @Option(
      names = "--mix",
      defaultValue = "verify",
      paramLabel = "verify|mixed-codes|start|mixed",
      description = "default: ${DEFAULT-VALUE}")
  private String mix = "";

  @Option(
      names = "--connections",
      defaultValue = "256",
      description = "kept open; each has one request at a time; default: ${DEFAULT-VALUE}")
  private int connections;

  @Option(
      names = "--rate",
      split = ",",
      paramLabel = "R",
      description = "offers so many requests a second, whatever the answers do; else closed-loop")
  private List<Double> rates = List.of();

  @Option(
      names = "--arrivals",
      defaultValue = "constant",
      paramLabel = "constant|poisson",
      description = "of --rate; default: ${DEFAULT-VALUE}")
  private String arrivals = "";

  @Option(
      names = "--tokens",
      defaultValue = "100000",
      description = "used uniformly, made where they are missing; default: ${DEFAULT-VALUE}")
  private int tokens;

  @Option(names = "--seconds", defaultValue = "10", description = "default: ${DEFAULT-VALUE}")
  private double seconds;

  @Option(
      names = "--warm-up",
      paramLabel = "SECONDS",
      description =
          "before each run; default: 2, and before the first until the rate rises no more")
  private @Nullable Double warmUp;

  @Option(
      names = "--reference",
      description = "verifications carry a reference, and starts an idempotency key")
  private boolean references;

  /** Whether nobody said how long the service has to become warm. */
  boolean warmsByItself() {
    return warmUp == null;
  }

  boolean hasRates() {
    return !rates.isEmpty();
  }

  private double warmUp() {
    return warmUp == null ? WARM_UP_SECONDS : warmUp;
  }

  boolean hasReferences() {
    return references;
  }

  int connections() {
    return connections;
  }

  int tokens() {
    return tokens;
  }

  /**
   * Refuses what can't be run.
   *
   * @throws CannotStart naming the option and its range
   */
  void check() {
    range("--connections", connections, 1, CONNECTIONS_MAX);
    range("--tokens", tokens, 4.0 * connections, Tokens.REGISTERED_MAX);
    range("--seconds", seconds, 0.2, 3_600);
    range("--warm-up", warmUp(), 0, 3_600);
    for (double rate : rates) range("--rate", rate, 1, 1_000_000);
    mix();
    if (!arrivals.equals("constant") && !arrivals.equals("poisson"))
      throw new CannotStart(
          "--arrivals には constant か poisson を指定してください。", "--arrivals is constant or poisson.");
  }

  static void range(String option, double value, double min, double max) {
    if (value >= min && value <= max) return;
    var range =
        String.format(Locale.ROOT, "%,.12g ~ %,.12g", min, max).replaceAll("\\.0+( |$)", "$1");
    throw new CannotStart(
        "%s は %s で指定してください。".formatted(option, range), "%s is %s.".formatted(option, range));
  }

  boolean isVerify() {
    return mix() == Mix.VERIFY;
  }

  private Mix mix() {
    return Stream.of(Mix.values())
        .filter(m -> m.name().equals(mix.toUpperCase(Locale.ROOT).replace('-', '_')))
        .findFirst()
        .orElseThrow(() ->
            new CannotStart(
                "--mix には verify, mixed-codes, start, mixed のどれかを指定してください。",
                "--mix is verify, mixed-codes, start or mixed."));
  }

  /** One load for each rate, or a closed one. */
  List<Load> all() {
    var closed =
        new Load(mix(), tokens, connections, 0, arrivals.equals("poisson"), warmUp(), seconds);
    return rates.isEmpty() ? List.of(closed) : rates.stream().map(closed::open).toList();
  }

  String name(Load load) {
    return load.rate() == 0
        ? mix + ", " + load.connections() + " connections"
        : String.format(Locale.ROOT, "%s, %,.0f offered", mix, load.rate());
  }
}
