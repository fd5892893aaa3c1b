package dev.kagimori.fob.drawer;

import dev.kagimori.fob.line.Status;
import dev.kagimori.fob.reader.RackReader;
import dev.kagimori.fob.reader.RefusedException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The rack's line, opened for each act and given back after it, so that others get their turn. One
 * act at a time.
 */
final class RackLine {
  /** For whoever has the line, ours or another program. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final String line;
  private final int baud;
  private final ReentrantLock turn = new ReentrantLock(true);
  private List<String> serials = List.of();

  RackLine(String line, int baud) {
    this.line = line;
    this.baud = baud;
  }

  /** What is done while the line is open. */
  interface Act<T> {
    T on(RackReader rack) throws IOException;
  }

  /** Too many presses wait for the line already. */
  static final class Crowded extends IOException {
    private static final long serialVersionUID = 1;

    Crowded() {
      super("順番を待っています / waiting for the line");
    }
  }

  /**
   * Does it.
   *
   * @throws dev.kagimori.fob.reader.LineInUseException if another program keeps the line
   * @throws Crowded if our own acts do
   * @throws RefusedException if the rack won't
   * @throws dev.kagimori.fob.reader.SilentLineException if it does not answer
   * @throws IOException if the line is not there
   */
  <T> T act(Act<T> act) throws IOException {
    if (!isOurTurn()) throw new Crowded();
    try (var rack = RackReader.openAlone(line, baud, PATIENCE)) {
      return act.on(rack);
    } finally {
      turn.unlock();
    }
  }

  private boolean isOurTurn() {
    try {
      return turn.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** All serial numbers; listed again where fobs came or went. Within an act. */
  List<String> serials(RackReader rack) throws IOException {
    if (rack.hello().fobs() != serials.size()) serials = rack.list();
    return serials;
  }

  /** What the rack says of one of them, or nothing: it was taken out. Within an act. */
  <T> List<T> ifThere(Act<T> act, RackReader rack) throws IOException {
    try {
      return List.of(act.on(rack));
    } catch (RefusedException e) {
      if (e.status() != Status.NO_SUCH_FOB) throw e;
      serials = List.of();
      return List.of();
    }
  }
}
