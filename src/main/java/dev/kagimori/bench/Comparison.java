package dev.kagimori.bench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Ratios of several rounds, and what they were made of. */
final class Comparison {
  private final String name;
  private final List<Double> ratios = new ArrayList<>();
  private final JsonArray rounds = new JsonArray();

  Comparison(String name) {
    this.name = name;
  }

  /** A round; its members are kept with it. */
  void add(double ratio, JsonObject round) {
    ratios.add(ratio);
    rounds.add(round.put("ratio", Numbers.rounded(ratio)));
  }

  JsonArray rounds() {
    return rounds;
  }

  JsonObject ratio() {
    return new JsonObject()
        .put("median", Numbers.rounded(Numbers.median(ratios)))
        .put("min", Numbers.rounded(Numbers.min(ratios)))
        .put("max", Numbers.rounded(Numbers.max(ratios)));
  }

  JsonObject toJson() {
    return new JsonObject().put("what", name).put("rounds", rounds).put("ratio", ratio());
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s: median %.2f (%.2f to %.2f, %d rounds)",
        name,
        Numbers.median(ratios),
        Numbers.min(ratios),
        Numbers.max(ratios),
        ratios.size());
  }
}
