package dev.kagimori.testkit;

/** What shows codes, in a customer's hand. */
public sealed interface Token permits Fob, App {
  /** What it is started by. */
  String serial();

  /** What it shows now. */
  String code();

  /** The code after that: for {@code nextCode}. */
  String nextCode();

  /** A code that it does not show about now. */
  default String wrongCode() {
    return wrongCode(0);
  }

  /**
   * Different wrong codes by number.
   *
   * @param number 0 or more
   */
  String wrongCode(int number);
}
