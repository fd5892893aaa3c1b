package dev.kagimori.bench;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** One chart of an SVG: lines over two axes that begin at nought. */
final class Chart {
  /** A line of a chart: as many x as y. */
  record Line(String name, List<Double> x, List<Double> y) {}

  static final int WIDTH = 860;
  static final int HEIGHT = 320;

  private static final int LEFT = 80;
  private static final int RIGHT = 240;
  private static final int TOP = 40;
  private static final int BOTTOM = 50;
  private static final int TICKS = 5;
  private static final List<String> COLOURS =
      List.of("#1b6ca8", "#c8553d", "#3a7d44", "#8e5572", "#b8860b", "#455a64");

  private final String title;
  private final String xName;
  private final String yName;
  private final List<Line> lines;

  Chart(String title, String xName, String yName, List<Line> lines) {
    this.title = title;
    this.xName = xName;
    this.yName = yName;
    this.lines = List.copyOf(lines);
  }

  /** Its elements, {@code top} below the picture's upper edge. */
  String svg(int top) {
    double right = most(lines.stream().flatMap(line -> line.x().stream()).toList());
    double up = most(lines.stream().flatMap(line -> line.y().stream()).toList());
    var svg = new StringBuilder();
    svg.append("<g transform=\"translate(0,%d)\">\n".formatted(top));
    svg.append(text(LEFT, 24, "start", 16, title));
    for (int tick = 0; tick <= TICKS; tick++) {
      double x = right * tick / TICKS;
      double y = up * tick / TICKS;
      svg.append(rule(x(0, right), y(y, up), x(right, right), y(y, up)));
      svg.append(text(LEFT - 8, y(y, up) + 4, "end", 11, figure(y)));
      svg.append(text(x(x, right), HEIGHT - BOTTOM + 18, "middle", 11, figure(x)));
    }
    svg.append(text((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 10, "middle", 12, xName));
    svg.append(text(LEFT, TOP - 4, "end", 11, yName));
    for (int i = 0; i < lines.size(); i++) svg.append(line(lines.get(i), i, right, up));
    return svg.append("</g>\n").toString();
  }

  private String line(Line line, int number, double right, double up) {
    var colour = COLOURS.get(number % COLOURS.size());
    var points =
        java.util.stream.IntStream.range(0, line.x().size())
            .mapToObj(i ->
                String.format(
                    Locale.ROOT, "%.1f,%.1f", x(line.x().get(i), right), y(line.y().get(i), up)))
            .collect(Collectors.joining(" "));
    double label = TOP + 16.0 * number;
    return "<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"2\" points=\"%s\"/>\n"
            .formatted(colour, points)
        + "<rect x=\"%d\" y=\"%.0f\" width=\"12\" height=\"4\" fill=\"%s\"/>\n"
            .formatted(WIDTH - RIGHT + 16, label - 5, colour)
        + text(WIDTH - RIGHT + 34.0, label, "start", 12, line.name());
  }

  private static double x(double value, double right) {
    return LEFT + (WIDTH - LEFT - RIGHT) * value / right;
  }

  private static double y(double value, double up) {
    return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * value / up;
  }

  private static String rule(double x1, double y1, double x2, double y2) {
    return String.format(
        Locale.ROOT,
        "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"#ddd\"/>%n",
        x1,
        y1,
        x2,
        y2);
  }

  private static String text(double x, double y, String anchor, int size, String text) {
    return String.format(
        Locale.ROOT,
        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" font-size=\"%d\">%s</text>%n",
        x,
        y,
        anchor,
        size,
        text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
  }

  private static String figure(double value) {
    return value >= 100 || value == Math.rint(value)
        ? String.format(Locale.ROOT, "%,.0f", value)
        : String.format(Locale.ROOT, "%.2f", value);
  }

  /** The axis ends at one, two or five times a power of ten, not below any value. */
  static double most(List<Double> values) {
    double most = values.stream().mapToDouble(v -> v).max().orElse(1);
    if (most <= 0 || !Double.isFinite(most)) return 1;
    double power = Math.pow(10, Math.floor(Math.log10(most)));
    for (double factor : new double[] {1, 2, 5}) if (most <= factor * power) return factor * power;
    return 10 * power;
  }
}
