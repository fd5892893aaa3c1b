package dev.kagimori.bench;

import dev.kagimori.database.CannotStart;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a run measures: the database, the instances of the service, and their time. */
final class Site implements AutoCloseable {
  private static final double SLICE_SECONDS = 2;
  private static final int SLICES = 30;
  private static final int SLICES_STILL = 3;
  private static final double RISE = 1.03;

  /** The rate for which codes are made ready where none is known yet. */
  private static final double GUESS = 40_000;

  private static final int PREPARED_MAX = 4_000_000;
  private static final int STARTS_A_SECOND = 12_000;

  private final BenchBank bank;
  private final boolean repeatable;
  private final ServiceInstance.Setting setting;
  private final Path clockFile;
  private final BenchTime time;
  private final List<ServiceInstance> instances = new ArrayList<>();
  private final Optional<Running> running;
  private double known;
  private double generatorMicros;

  /** A service that is not ours, on the world's clock. */
  record Running(InetSocketAddress address, Optional<String> apiKey) {}

  /**
   * @param running is measured in place of instances of our own
   */
  Site(BenchBank bank, Path directory, String jvm, boolean repeatable, Optional<Running> running)
      throws IOException, SQLException {
    this.bank = bank;
    this.repeatable = repeatable;
    this.running = running;
    clockFile = Files.createTempFile(directory, "clock", "");
    clockFile.toFile().deleteOnExit(); // also where the process is told to end
    time = new BenchTime(clockFile);
    long now =
        Math.floorDiv(InstantSource.system().instant().getEpochSecond(), Tokens.STEP_SECONDS);
    long newest = bank.newestStep();
    if (running.isPresent() && newest > now)
      throw new CannotStart(
          "このデータは進めた時計で使われたので、--url では使えません。--data を新しくしてください。",
          "These data were used on a clock that ran ahead, so --url can't use them. Give a new"
              + " --data.");
    time.reach(Math.max(now, newest + 1));
    setting =
        new ServiceInstance.Setting(
            bank.uri(), bank.masterKey(), clockFile, directory.resolve("bench-service.log"), jvm);
  }

  BenchBank bank() {
    return bank;
  }

  BenchTime time() {
    return time;
  }

  /** One more instance. */
  ServiceInstance start() throws IOException {
    var instance = ServiceInstance.start(setting);
    instances.add(instance);
    return instance;
  }

  List<ServiceInstance> instances() {
    return instances;
  }

  List<InetSocketAddress> addresses() {
    return running
        .map(there -> List.of(there.address()))
        .orElseGet(() -> instances.stream().map(ServiceInstance::address).toList());
  }

  /** Runs one load by itself over all instances. */
  Measured run(Load load) throws IOException, SQLException {
    var lane = lane(load, addresses());
    try (var generator = new LoadGenerator(List.of(lane))) {
      generator.run(load.warmUp(), load.seconds());
      generatorMicros = generator.cpuMicros();
    }
    var measured = lane.measured();
    if (load.mix() == Mix.VERIFY) known = Math.max(known, measured.rate());
    return measured;
  }

  /** Until the rate rises no more: by then the service's code is compiled. A minute at most. */
  void warm(Load load) throws IOException, SQLException {
    double most = 0;
    int still = 0;
    for (int slice = 0; slice < SLICES && still < SLICES_STILL; slice++) {
      double rate = run(load.closed().of(Mix.VERIFY).slice(SLICE_SECONDS)).rate();
      still = rate > most * RISE ? 0 : still + 1;
      most = Math.max(most, rate);
    }
  }

  /** What a request of the last load cost the generator, in microseconds of a processor. */
  double generatorMicros() {
    return generatorMicros;
  }

  /** With its codes made ready. */
  Lane lane(Load load, List<InetSocketAddress> addresses) throws SQLException {
    if (running.isPresent()) return realLane(load);
    double seconds = load.warmUp() + load.seconds();
    int stock = load.mix().hasStarts() ? (int) (STARTS_A_SECOND * seconds) : 0;
    var feed =
        new PassFeed(
            load.mix(),
            load.tokens(),
            stock == 0 ? 0 : bank.stock(stock),
            stock,
            bank.secret(),
            time);
    double rate = load.rate() > 0 ? load.rate() : known == 0 ? GUESS : known * 1.3;
    int wanted = (int) Math.min(PREPARED_MAX, rate * seconds);
    feed.prepare(load.mix() == Mix.START ? Math.min(wanted, stock) : wanted);
    return lane(feed, load.pace(), addresses, load.connections());
  }

  /** From the beginning of a time step in which none of the tokens was used. */
  private Lane realLane(Load load) throws SQLException {
    var clock = InstantSource.system();
    RealFeed.await(bank.newestStep(), clock);
    var feed = new RealFeed(load.tokens(), bank.secret(), clock);
    return lane(feed, load.pace(), addresses(), load.connections());
  }

  Lane lane(Feed feed, Pace pace, List<InetSocketAddress> addresses, int connections) {
    var host = addresses.getFirst().getHostString() + ":" + addresses.getFirst().getPort();
    var requests = new Requests(host, apiKey(), repeatable);
    return new Lane(feed, pace, requests, addresses, connections);
  }

  private String apiKey() {
    return running.flatMap(Running::apiKey).orElseGet(bank::apiKey);
  }

  @Override
  public void close() throws IOException {
    for (var instance : instances) instance.close();
    Files.deleteIfExists(clockFile);
  }
}
