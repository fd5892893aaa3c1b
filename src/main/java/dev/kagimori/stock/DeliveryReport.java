package dev.kagimori.stock;

import dev.kagimori.stock.seedfile.SeedProblem;
import java.util.List;

/** What came of a maker's delivery. */
public sealed interface DeliveryReport {
  /** All fobs of the file are in stock. */
  record Imported(int fobs) implements DeliveryReport {}

  /**
   * Nothing was kept.
   *
   * @param problems the first hundred
   */
  record Refused(List<SeedProblem> problems) implements DeliveryReport {}
}
