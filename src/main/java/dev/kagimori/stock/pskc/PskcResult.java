package dev.kagimori.stock.pskc;

/** What {@link PskcReader} gives, one for each key package and at most one for the file. */
public sealed interface PskcResult {
  /** A key that can be used. */
  record Usable(PskcKey key) implements PskcResult {}

  /** A key package that cannot be used; the rest of the file is read on. */
  record Unusable(PskcProblem problem) implements PskcResult {}

  /** The file itself is broken or too large: nothing follows. */
  record Broken(PskcProblem problem) implements PskcResult {}
}
