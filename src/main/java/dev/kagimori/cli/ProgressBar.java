package dev.kagimori.cli;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How far a file is: on a terminal a line that is written over, elsewhere a line every ten seconds.
 */
final class ProgressBar {
  private static final Duration ON_TERMINAL = Duration.ofMillis(200);
  private static final Duration ELSEWHERE = Duration.ofSeconds(10);
  private static final int WIDTH = 24;

  private final PrintWriter to;
  private final boolean terminal;
  private final OptionalLong size;
  private final AtomicLong bytes = new AtomicLong();
  private final long began = System.nanoTime();
  private long shown = began;
  private boolean open;

  /**
   * @param size of the whole file, where it is known
   */
  ProgressBar(PrintWriter to, boolean terminal, OptionalLong size) {
    this.to = to;
    this.terminal = terminal;
    this.size = size;
  }

  /** Whether who reads standard error sits at a terminal. */
  static boolean isTerminal() {
    try {
      var name = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
      return name.startsWith("/dev/pts/") || name.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  /** Counts what is read of a file. */
  InputStream counting(InputStream in) {
    return new FilterInputStream(in) {
      @Override
      public int read() throws IOException {
        int read = super.read();
        if (read >= 0) bytes.incrementAndGet();
        return read;
      }

      @Override
      public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        if (read > 0) bytes.addAndGet(read);
        return read;
      }
    };
  }

  /** So many records are read. */
  void at(long records, long rejected) {
    var now = System.nanoTime();
    if (now - shown < (terminal ? ON_TERMINAL : ELSEWHERE).toNanos()) return;
    shown = now;
    var text = text(records, rejected, (now - began) / 1e9);
    if (terminal) to.print("\r" + text + "\u001b[K");
    else to.println(text);
    to.flush();
    open = terminal;
  }

  private String text(long records, long rejected, double seconds) {
    var rate = records / seconds;
    var text =
        "%,d 件/records, %,.0f/s%s"
            .formatted(records, rate, rejected == 0 ? "" : ", 却下/rejected %,d".formatted(rejected));
    if (size.isEmpty() || size.getAsLong() == 0) return text;
    double share = Math.min(1.0, (double) bytes.get() / size.getAsLong());
    int full = (int) (share * WIDTH);
    long left = share > 0 ? Math.round(seconds / share - seconds) : 0;
    return "[%s%s] %3.0f %%  %s, 残り/left %d:%02d"
        .formatted(
            "#".repeat(full), ".".repeat(WIDTH - full), share * 100, text, left / 60, left % 60);
  }

  /** Leaves the line, so that what follows has its own. */
  void end() {
    if (open) to.println();
    to.flush();
    open = false;
  }
}
