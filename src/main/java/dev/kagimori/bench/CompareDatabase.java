package dev.kagimori.bench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
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

  void run(Load load, int rounds) throws IOException, SQLException {
    var told = new JsonArray();
    var ratios = new ArrayList<Double>();
    for (int round = 1; round <= rounds; round++) {
      var service = site.run(load);
      report.add("verify, round " + round, service);
      var best = best(load, round == 1 ? load.warmUp() : 0);
      double ratio = service.rate() / best.rate();
      ratios.add(ratio);
      report.say(
          String.format(
              Locale.ROOT,
              "one-row commits by %s: %,.0f/s (%d connections); ratio %.2f",
              driver.name(),
              best.rate(),
              best.connections(),
              ratio));
      told.add(
          new JsonObject()
              .put("service", Numbers.rounded(service.rate()))
              .put("database", Numbers.rounded(best.rate()))
              .put("ratio", Numbers.rounded(ratio))
              .put("databaseConnections", best.connections())
              .put("serviceP99Millis", Numbers.rounded(service.p99())));
    }
    report.put("rounds", told);
    report.put("ratio", spread(ratios));
    report.put("driver", driver.name());
    report.say(
        String.format(
            Locale.ROOT,
            "verify over HTTP ÷ one-row commits: median %.2f (%.2f to %.2f, %d rounds)",
            Numbers.median(ratios),
            Numbers.min(ratios),
            Numbers.max(ratios),
            rounds));
  }

  /** The best of all numbers of connections. */
  Driver.Commits best(Load load, double warmUp) throws IOException {
    var best = commits(load, connections.getFirst(), warmUp);
    for (int number : connections.subList(1, connections.size())) {
      var commits = commits(load, number, 0);
      if (commits.rate() > best.rate()) best = commits;
    }
    return best;
  }

  private Driver.Commits commits(Load load, int number, double warmUp) throws IOException {
    var job =
        new Driver.Job(number, load.tokens(), warmUp, load.seconds(), 0, site.time().instant());
    return driver.run(job);
  }

  static JsonObject spread(List<Double> ratios) {
    return new JsonObject()
        .put("median", Numbers.rounded(Numbers.median(ratios)))
        .put("min", Numbers.rounded(Numbers.min(ratios)))
        .put("max", Numbers.rounded(Numbers.max(ratios)));
  }
}
