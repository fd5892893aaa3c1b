package dev.kagimori.bench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What is printed and kept of a run. */
final class Report {
  private static final String HEAD =
      "%-24s %10s %9s %9s %9s %9s  %s"
          .formatted("load", "rate/s", "p50 ms", "p99 ms", "p99.9 ms", "max ms", "answers");

  private final PrintWriter out;
  private final JsonObject json = new JsonObject();
  private final JsonArray runs = new JsonArray();
  private final List<Picture.Run> pictured = new ArrayList<>();
  private long unexpected;
  private boolean headed;

  Report(PrintWriter out) {
    this.out = out;
  }

  void say(String line) {
    out.println(line);
    out.flush();
    headed = false;
  }

  /** A line of the table. */
  void add(String name, Measured measured) {
    add(name, 0, measured);
  }

  /**
   * @param offered a second; 0 where it was closed-loop
   */
  void add(String name, double offered, Measured measured) {
    pictured.add(new Picture.Run(name, offered, measured));
    if (!headed) say(HEAD);
    headed = true;
    out.println(
        String.format(
            Locale.ROOT,
            "%-24s %,10.0f %9.2f %9.2f %9.2f %9.2f  %s",
            name,
            measured.rate(),
            measured.p50(),
            measured.p99(),
            measured.p999(),
            measured.max(),
            measured.outcomes().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(e -> e.getKey() + " " + e.getValue())
                .collect(Collectors.joining(", "))));
    if (measured.unexpected() > 0)
      out.println("  unexpected: %d  %s".formatted(measured.unexpected(), measured.told()));
    out.flush();
    unexpected += measured.unexpected();
    runs.add(measured.toJson().put("name", name));
  }

  /** Says a comparison, and keeps its rounds under a name. */
  void put(Comparison comparison, String key) {
    say(comparison.toString());
    json.put(key, comparison.toJson());
  }

  void put(String name, Object value) {
    json.put(name, value);
  }

  /** Answers that should not have been. */
  long unexpected() {
    return unexpected;
  }

  /** An SVG. */
  String picture() {
    return Picture.svg(pictured);
  }

  JsonObject toJson() {
    return json.copy().put("runs", runs).put("unexpected", unexpected);
  }
}
