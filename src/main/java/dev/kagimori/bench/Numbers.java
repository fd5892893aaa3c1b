package dev.kagimori.bench;

import java.util.List;

/** Small arithmetic of what was measured. */
final class Numbers {
  private Numbers() {}

  /** The middle, its neighbours' mean where there are two. */
  static double median(List<Double> values) {
    if (values.isEmpty()) throw new IllegalArgumentException("no values");
    var sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  static double min(List<Double> values) {
    return values.stream().mapToDouble(v -> v).min().orElseThrow();
  }

  static double max(List<Double> values) {
    return values.stream().mapToDouble(v -> v).max().orElseThrow();
  }

  /** As a figure is written down: three decimals. */
  static double rounded(double value) {
    return Double.isFinite(value) ? Math.round(value * 1e3) / 1e3 : 0;
  }
}
