package dev.kagimori.bench;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;

/** The service beside one-row commits of the same work, in turns on the same database. */
final class CompareDatabase {
  private final Site site;
  private final Driver driver;
  private final Report report;
  private final List<Integer> connections;

  /**
   * @param connections the driver is run with each of these numbers; the best counts
   */
  CompareDatabase(Site site, Driver driver, Report report, List<Integer> connections) {
    this.site = site;
    this.driver = driver;
    this.report = report;
    this.connections = connections;
  }

  /** How many each does at most. */
  void rates(Load load, int rounds) throws IOException, SQLException {
    var comparison = new Comparison("verify over HTTP ÷ one-row commits");
    for (int round = 1; round <= rounds; round++) {
      var service = site.run(load.closed());
      report.add("verify, round " + round, service);
      var database = best(load, round == 1 ? load.warmUp() : 0);
      report.say(told("at most", database));
      comparison.add(
          service.rate() / database.rate(),
          new JsonObject()
              .put("service", Numbers.rounded(service.rate()))
              .put("database", Numbers.rounded(database.rate()))
              .put("databaseConnections", database.connections())
              .put("serviceP99Millis", Numbers.rounded(service.p99())));
    }
    report.put("rounds", comparison.rounds());
    report.put("ratio", comparison.ratio());
    report.put("driver", driver.name());
    report.say(comparison.toString());
  }

  /** How long each takes when half of its own most is offered, at random times. */
  void latencies(Load load, int rounds) throws IOException, SQLException {
    var most = site.run(load.closed());
    report.add("verify, at most", most);
    var databaseMost = best(load, load.warmUp());
    report.say(told("at most", databaseMost));
    var comparison = new Comparison("p99 at half of the most ÷ that of one-row commits");
    for (int round = 1; round <= rounds; round++) {
      var half = load.poissonArrivals().open(most.rate() / 2);
      var service = site.run(half);
      report.add(String.format(Locale.ROOT, "verify, %,.0f offered", half.rate()), service);
      var database =
          driver.run(job(load, databaseMost.connections(), load.warmUp(), databaseMost.rate() / 2));
      report.say(told("at half", database));
      comparison.add(
          service.p99() / database.p99(),
          new JsonObject()
              .put("serviceRate", Numbers.rounded(service.rate()))
              .put("serviceP50Millis", Numbers.rounded(service.p50()))
              .put("serviceP99Millis", Numbers.rounded(service.p99()))
              .put("serviceP999Millis", Numbers.rounded(service.p999()))
              .put("databaseRate", Numbers.rounded(database.rate()))
              .put("databaseP50Millis", Numbers.rounded(database.p50()))
              .put("databaseP99Millis", Numbers.rounded(database.p99()))
              .put("databaseP999Millis", Numbers.rounded(database.p999())));
    }
    report.put(comparison, "latency");
  }

  private String told(String when, Driver.Commits commits) {
    var line =
        String.format(
            Locale.ROOT,
            "one-row commits by %s, %s: %,.0f/s, %d connections",
            driver.name(),
            when,
            commits.rate(),
            commits.connections());
    return commits.p99() == 0
        ? line
        : line
            + String.format(
                Locale.ROOT,
                "; p50 %.2f, p99 %.2f, p99.9 %.2f ms",
                commits.p50(),
                commits.p99(),
                commits.p999());
  }

  /** The best of all numbers of connections. */
  private Driver.Commits best(Load load, double warmUp) throws IOException {
    var best = driver.run(job(load, connections.getFirst(), warmUp, 0));
    for (int number : connections.subList(1, connections.size())) {
      var commits = driver.run(job(load, number, 0, 0));
      if (commits.rate() > best.rate()) best = commits;
    }
    return best;
  }

  private Driver.Job job(Load load, int number, double warmUp, double rate) {
    return new Driver.Job(
        number, load.tokens(), warmUp, load.seconds(), rate, site.time().instant());
  }
}
