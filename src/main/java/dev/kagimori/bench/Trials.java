package dev.kagimori.bench;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** The service beside itself: with more tokens, under too much load, with a bad neighbour. */
final class Trials {
  /** The connections that twice the most comes over: refusals and waiting both hold some. */
  private static final int MANY = 1024;

  /** Ten times the eight of one user that may wait. */
  private static final int FLOOD = 80;

  private static final long FLOOD_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
  private static final double MODERATE = 0.25;

  private final Site site;
  private final Report report;
  private final int rounds;

  Trials(Site site, Report report, int rounds) {
    this.site = site;
    this.report = report;
    this.rounds = rounds;
  }

  /** The first so many tokens are used, uniformly, of those that are there. */
  void sizes(Load load, List<Integer> sizes) throws IOException, SQLException {
    site.bank().registered(sizes.stream().mapToInt(s -> s).max().orElseThrow());
    int small = sizes.getFirst();
    int large = sizes.getLast();
    var name = String.format(Locale.ROOT, "rate with %,d tokens ÷ with %,d", large, small);
    var comparison = new Comparison(name);
    for (int round = 1; round <= rounds; round++) {
      var few = site.run(load.closed().tokens(small));
      report.add(String.format(Locale.ROOT, "%,d tokens", small), few);
      var many = site.run(load.closed().tokens(large));
      report.add(String.format(Locale.ROOT, "%,d tokens", large), many);
      comparison.add(
          many.rate() / few.rate(),
          new JsonObject()
              .put("small", few.toJson())
              .put("large", many.toJson())
              .put("p99Ratio", Numbers.rounded(many.p99() / few.p99())));
    }
    report.put(comparison, "sizes");
  }

  /** Starts of use beside verifications. */
  void starts(Load load) throws IOException, SQLException {
    var comparison = new Comparison("starts of use ÷ verifications");
    for (int round = 1; round <= rounds; round++) {
      var verify = site.run(load.closed().of(Mix.VERIFY));
      report.add("verify, round " + round, verify);
      var start = site.run(load.closed().of(Mix.START));
      report.add("start, round " + round, start);
      comparison.add(
          start.rate() / verify.rate(),
          new JsonObject()
              .put("verify", Numbers.rounded(verify.rate()))
              .put("start", Numbers.rounded(start.rate())));
    }
    report.put(comparison, "starts");
  }

  /** Twice the most is offered. */
  void overload(Load load) throws IOException, SQLException {
    var accepted = new Comparison("accepted at twice the most ÷ the most");
    var latency = new Comparison("p99 of the accepted at twice the most ÷ at the most");
    for (int round = 1; round <= rounds; round++) {
      var most = site.run(load.closed());
      report.add("verify, at most", most);
      var twice = load.connections(Math.max(MANY, load.connections())).open(2 * most.rate());
      var over = site.run(twice);
      report.add(String.format(Locale.ROOT, "verify, %,.0f offered", twice.rate()), over);
      accepted.add(
          over.rate() / most.rate(),
          new JsonObject()
              .put("most", Numbers.rounded(most.rate()))
              .put("offered", Numbers.rounded(twice.rate()))
              .put("answered", Numbers.rounded(over.answered()))
              .put("accepted", Numbers.rounded(over.rate())));
      latency.add(
          Measured.millis(over.served(), 99) / most.p99(),
          new JsonObject()
              .put("mostP99Millis", Numbers.rounded(most.p99()))
              .put("acceptedP99Millis", Numbers.rounded(Measured.millis(over.served(), 99)))
              .put("acceptedP99MillisSinceDue", Numbers.rounded(over.p99()))
              .put("refusedP50Millis", Numbers.rounded(Measured.millis(over.refused(), 50)))
              .put("refusedP99Millis", Numbers.rounded(Measured.millis(over.refused(), 99))));
    }
    report.put(accepted, "overload");
    report.put(latency, "overloadLatency");
  }

  /** One user sends ten times what may wait, twenty times a second, while others go on. */
  void flood(Load load) throws IOException, SQLException {
    site.bank().registered(load.tokens() + 1);
    var most = site.run(load.closed());
    report.add("verify, at most", most);
    var moderate = load.open(most.rate() * MODERATE);
    var comparison = new Comparison("others' p99 while one user floods ÷ without");
    for (int round = 1; round <= rounds; round++) {
      var without = site.run(moderate);
      report.add("others, no flood", without);
      var others = site.lane(moderate, site.addresses());
      var flood =
          site.lane(
              new FloodFeed(Tokens.REGISTERED + load.tokens(), site.bank().secret(), site.time()),
              new Pace.Bursts(FLOOD, FLOOD_NANOS),
              site.addresses(),
              FLOOD);
      try (var generator = new LoadGenerator(List.of(others, flood))) {
        generator.run(load.warmUp(), load.seconds());
      }
      var with = others.measured();
      report.add("others, flood", with);
      report.add("the flooding user", flood.measured());
      comparison.add(
          with.p99() / without.p99(),
          new JsonObject()
              .put("without", without.toJson())
              .put("with", with.toJson())
              .put("flood", flood.measured().toJson()));
    }
    report.put(comparison, "flood");
  }

  /** An instance stands still with work in its hands; another has its own load all the time. */
  void stoppedInstance(Load load) throws IOException, SQLException {
    var first = site.instances().getFirst();
    var second = site.start();
    var comparison = new Comparison("rate beside a stopped instance ÷ without");
    for (int round = 1; round <= rounds; round++) {
      var alone = site.lane(load.closed(), List.of(first.address()));
      try (var generator = new LoadGenerator(List.of(alone))) {
        generator.run(load.warmUp(), load.seconds());
      }
      var without = alone.measured();
      report.add("without", without);
      var mine = site.lane(load.closed(), List.of(first.address()));
      var its =
          site.lane(mine.feed(), new Pace.Closed(), List.of(second.address()), load.connections());
      try (var generator = new LoadGenerator(List.of(mine, its))) {
        generator.run(
            load.warmUp(),
            load.seconds(),
            () -> {
              second.hold();
              generator.abandon(its);
            });
      } finally {
        second.release();
      }
      var with = mine.measured();
      report.add("beside a stopped one", with);
      comparison.add(
          with.rate() / without.rate(),
          new JsonObject().put("without", without.toJson()).put("with", with.toJson()));
    }
    report.put(comparison, "stoppedInstance");
  }
}
