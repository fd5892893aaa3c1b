package dev.kagimori.stock.intake;

/** What is thought of one record, before the books are asked. */
sealed interface Verdict {
  /** It would do. */
  record Fit(Candidate candidate) implements Verdict {}

  /** It will not. */
  record Rejected(Rejection rejection) implements Verdict {}
}
