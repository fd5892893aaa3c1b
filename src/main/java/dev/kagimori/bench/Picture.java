package dev.kagimori.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** An SVG of what was measured: throughput over time, and latency by rate or by percentile. */
final class Picture {
  private static final double SLOT_SECONDS = Recorder.SLOT_NANOS / 1e9;
  private static final double[] PERCENTILES = {50, 75, 90, 95, 99, 99.5, 99.9, 99.95, 99.99};

  /** A run, as the table names it; {@code offered} is 0 where it was closed-loop. */
  record Run(String name, double offered, Measured measured) {}

  private Picture() {}

  static String svg(List<Run> runs) {
    int height = 2 * Chart.HEIGHT;
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" "
            .formatted(Chart.WIDTH, height)
        + "viewBox=\"0 0 %d %d\" font-family=\"sans-serif\">\n".formatted(Chart.WIDTH, height)
        + "<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n"
        + throughput(runs).svg(0)
        + (runs.stream().filter(run -> run.offered() > 0).count() > 1
                ? byRate(runs.stream().filter(run -> run.offered() > 0).toList())
                : byPercentile(runs))
            .svg(Chart.HEIGHT)
        + "</svg>\n";
  }

  private static Chart throughput(List<Run> runs) {
    var lines = new ArrayList<Chart.Line>();
    for (var run : runs) {
      var rates = run.measured().timeline();
      var times =
          IntStream.range(0, rates.size()).mapToObj(slot -> (slot + 0.5) * SLOT_SECONDS).toList();
      lines.add(new Chart.Line(run.name(), times, rates));
    }
    return new Chart("Throughput / 処理数", "seconds / 秒", "a second / 毎秒", lines);
  }

  private static Chart byRate(List<Run> runs) {
    var offered = runs.stream().map(Run::offered).toList();
    return new Chart(
        "Latency by rate / 件数別の応答時間",
        "offered a second / 毎秒の件数",
        "ms",
        List.of(
            new Chart.Line("p50", offered, runs.stream().map(r -> r.measured().p50()).toList()),
            new Chart.Line("p99", offered, runs.stream().map(r -> r.measured().p99()).toList()),
            new Chart.Line(
                "p99.9", offered, runs.stream().map(r -> r.measured().p999()).toList())));
  }

  private static Chart byPercentile(List<Run> runs) {
    var lines = new ArrayList<Chart.Line>();
    for (var run : runs) {
      var x = new ArrayList<Double>();
      var y = new ArrayList<Double>();
      for (double percentile : PERCENTILES) {
        x.add(-Math.log10(1 - percentile / 100));
        y.add(Measured.millis(run.measured().latency(), percentile));
      }
      lines.add(new Chart.Line(run.name(), x, y));
    }
    return new Chart(
        "Latency by percentile / 応答時間の分布", "nines / 9 の数 (1: p90, 2: p99, 3: p99.9)", "ms", lines);
  }
}
