package dev.kagimori.station;

import dev.kagimori.station.StationException.Closed;
import dev.kagimori.station.StationException.PortUnusable;
import dev.kagimori.station.StationException.Refused;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a rack again and again, and tells what came and went; the line may be pulled out and
 * plugged in meanwhile. A press costs battery, so a fob is pressed when it comes, and again only
 * where that was asked for.
 */
final class Watch {
  /** A line that is gone is tried again so often. */
  private static final Duration RETRY = Duration.ofMillis(500);

  /** Opens the line. */
  interface Opener {
    Station open() throws StationException;
  }

  /** Told on the watching thread. */
  interface Listener {
    /** The line was opened, at first or again. */
    void connected(Rack rack);

    /** The line is gone; told once, then tried again until it is back. */
    void lost(StationException why);

    /** Fobs that are new, or pressed again; one that can't be read is told once. */
    void read(List<Reading> readings);

    /** Fobs that were taken out. */
    void gone(List<String> serials);
  }

  private final Opener opener;
  private final Listener listener;
  private final Duration interval;
  private final Duration pressEvery;
  private final CountDownLatch stopped = new CountDownLatch(1);

  /** When each fob was last read, by {@link System#nanoTime}; sorted, as the rack lists them. */
  private final TreeMap<String, Long> known = new TreeMap<>();

  private final Set<String> unread = new HashSet<>();
  private volatile @Nullable Station current;

  /**
   * A watch that begins with {@link #run}.
   *
   * @param interval between two looks
   * @param pressEvery how old a code gets before its fob is pressed again; zero: for ever
   */
  Watch(Opener opener, Listener listener, Duration interval, Duration pressEvery) {
    this.opener = opener;
    this.listener = listener;
    this.interval = interval;
    this.pressEvery = pressEvery;
  }

  /**
   * Watches until {@link #stop}.
   *
   * @throws PortUnusable if waiting can't mend it: not allowed, not a serial line, speed refused
   */
  void run() throws PortUnusable {
    boolean opened = false;
    boolean lost = false;
    while (!isStopped()) {
      try (var station = opener.open()) {
        current = station;
        opened = true;
        lost = false;
        listener.connected(station.rack());
        while (!isStopped()) {
          look(station);
          pause(interval);
        }
      } catch (Closed e) {
        if (isStopped()) return;
        throw new IllegalStateException("interrupted, or closed by someone else", e);
      } catch (StationException e) {
        if (!opened && e instanceof PortUnusable port && lasting(port)) throw port;
        if (!lost) listener.lost(e);
        lost = true;
        pause(RETRY);
      } finally {
        current = null;
      }
    }
  }

  /** Ends {@link #run} from any thread. */
  void stop() {
    stopped.countDown();
    var station = current;
    if (station != null) station.close();
  }

  private static boolean lasting(PortUnusable e) {
    return switch (e.reason()) {
      case NOT_FOUND, BUSY, FAILED -> false;
      case NOT_ALLOWED, NOT_SERIAL, RATE_REFUSED -> true;
    };
  }

  private void look(Station station) throws StationException {
    var there = station.list();
    var gone = new ArrayList<>(known.keySet());
    gone.removeAll(new HashSet<>(there));
    known.keySet().removeAll(gone);
    unread.retainAll(new HashSet<>(there));
    if (!gone.isEmpty()) listener.gone(gone);
    var due = there.stream().filter(this::isDue).toList();
    if (!due.isEmpty()) read(station, due);
  }

  /** What was read before the line failed is kept: a long line may never be read in one go. */
  private void read(Station station, List<String> due) throws StationException {
    var readings = new ArrayList<Reading>(due.size());
    try {
      station.read(due, (done, total) -> {}, readings);
    } finally {
      readings.sort(Comparator.comparing(Reading::serial));
      remember(readings);
    }
  }

  private boolean isDue(String serial) {
    Long readNanos = known.get(serial);
    return readNanos == null
        || (!pressEvery.isZero() && System.nanoTime() - readNanos >= pressEvery.toNanos());
  }

  private void remember(List<Reading> readings) {
    var news = new ArrayList<Reading>();
    for (var reading : readings) {
      switch (reading) {
        case Reading.Lit(var serial, _, _, _, _) -> remember(serial);
        case Reading.Dark(var serial, _, _, _) -> remember(serial);
        case Reading.Unread(_, Refused why) when why.status() == Status.NO_SUCH_FOB -> {
          continue; // taken out since the list
        }
        case Reading.Unread(var serial, _) -> {
          if (!unread.add(serial)) continue;
        }
      }
      news.add(reading);
    }
    if (!news.isEmpty()) listener.read(news);
  }

  private void remember(String serial) {
    known.put(serial, System.nanoTime());
    unread.remove(serial);
  }

  private boolean isStopped() {
    return stopped.getCount() == 0;
  }

  private void pause(Duration time) {
    try {
      if (stopped.await(time.toNanos(), TimeUnit.NANOSECONDS)) return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stop();
    }
  }
}
