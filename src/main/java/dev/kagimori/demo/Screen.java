package dev.kagimori.demo;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/** What the person before the terminal reads. */
final class Screen {
  private final PrintWriter out;
  private final boolean terminal;
  private final long begun = System.nanoTime();

  /**
   * @param terminal whether a line can be written over
   */
  Screen(PrintWriter out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  boolean isTerminal() {
    return terminal;
  }

  /** A step of the start, with the time since the process began to do it. */
  void step(String text) {
    var seconds = Duration.ofNanos(System.nanoTime() - begun).toMillis() / 1000.0;
    line(String.format(Locale.ROOT, "[%5.1f s] %s", seconds, text));
  }

  void line(String text) {
    out.println(text);
    out.flush();
  }

  void line() {
    line("");
  }

  /** Writes over the current line; for terminals. */
  void over(String text) {
    out.print("\r\u001b[K" + text);
    out.flush();
  }
}
