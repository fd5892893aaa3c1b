package dev.kagimori.station.desk;

import dev.kagimori.station.Station;
import dev.kagimori.station.StationException;
import dev.kagimori.station.StationException.BrokenRack;
import dev.kagimori.station.StationException.Closed;
import dev.kagimori.station.StationException.HangUp;
import dev.kagimori.station.StationException.NoCode;
import dev.kagimori.station.StationException.PortUnusable;
import dev.kagimori.station.StationException.Refused;
import dev.kagimori.station.StationException.Silence;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A rack's line that is opened again whenever it was pulled out, for a while. */
final class Reconnecting {
  private static final Duration RETRY = Duration.ofMillis(300);

  /** Opens the line. */
  interface Opener {
    Station open() throws StationException;
  }

  /** What is done on an open line; goes on where it was when it is called again. */
  interface Work {
    void on(Station station) throws StationException, DeskException;
  }

  private final Opener opener;
  private final Duration patience;
  private final CountDownLatch interrupted = new CountDownLatch(1);
  private long lastNanos = System.nanoTime();
  private boolean ever;

  /**
   * Opens nothing yet.
   *
   * @param patience how long the line may be away, once it was there
   */
  Reconnecting(Opener opener, Duration patience) {
    this.opener = opener;
    this.patience = patience;
  }

  /** Something was read: the line is not away. */
  void progressed() {
    lastNanos = System.nanoTime();
  }

  /**
   * Works until the work is done.
   *
   * @param lost told once, each time that the line goes
   * @throws StationException when the line stays away, or was never there
   */
  void run(Work work, Consumer<StationException> lost) throws StationException, DeskException {
    boolean isLost = false;
    while (true) {
      try (var station = opener.open()) {
        ever = true;
        isLost = false;
        work.on(station);
        return;
      } catch (HangUp | Silence | PortUnusable e) {
        boolean over = System.nanoTime() - lastNanos >= patience.toNanos();
        if (over || !ever || isLasting(e)) throw e;
        if (!isLost) lost.accept(e);
        isLost = true;
        pause();
      } catch (Closed | BrokenRack | Refused | NoCode e) {
        throw e;
      }
    }
  }

  private static boolean isLasting(StationException e) {
    if (!(e instanceof PortUnusable port)) return false;
    return switch (port.reason()) {
      case NOT_FOUND, BUSY, FAILED -> false;
      case NOT_ALLOWED, NOT_SERIAL, RATE_REFUSED -> true;
    };
  }

  private void pause() throws DeskException {
    try {
      boolean _ = interrupted.await(RETRY.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw DeskException.interrupted();
    }
  }
}
