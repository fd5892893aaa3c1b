package dev.kagimori.stock.seedfile;

/** What {@link SeedFile} gives: one for each record, and at most one for the file. */
public sealed interface SeedResult {
  /** A record that can be used. */
  record Usable(SeedRecord record) implements SeedResult {}

  /** A record that will not do; the rest of the file is read on. */
  record Unusable(SeedProblem problem) implements SeedResult {}

  /**
   * The file is broken, cut off, forged or too large: nothing follows, and nothing that was given
   * before may be kept.
   */
  record Broken(SeedProblem problem) implements SeedResult {}
}
