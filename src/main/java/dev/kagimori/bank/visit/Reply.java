package dev.kagimori.bank.visit;

/** What a request comes to. */
public sealed interface Reply {
  /** A page. */
  record Page(View view) implements Reply {}

  /** Somewhere else, by GET. */
  record Go(String path) implements Reply {}

  static Reply page(View view) {
    return new Page(view);
  }

  static Reply go(String path) {
    return new Go(path);
  }
}
