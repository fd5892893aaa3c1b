package dev.kagimori.station;

import dev.kagimori.station.StationException.BrokenRack;
import dev.kagimori.station.StationException.Closed;
import dev.kagimori.station.StationException.HangUp;
import dev.kagimori.station.StationException.NoCode;
import dev.kagimori.station.StationException.PortUnusable;
import dev.kagimori.station.StationException.Refused;
import dev.kagimori.station.StationException.Silence;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * A rack of fobs on one serial line. Calls block, each for a bounded time, and take turns; {@link
 * #close} ends them from any thread. After a {@link HangUp} or a lasting {@link Silence}, close
 * this and open another.
 */
public final class Station implements AutoCloseable {
  /** The usual speed, in bits a second. */
  public static final int BAUD_DEFAULT = 115_200;

  private static final Duration OPENING_MAX = Duration.ofSeconds(2);

  private final String port;
  private final RackCommands commands;
  private final Rack rack;
  private final InstantSource clock;
  private final CountDownLatch closed = new CountDownLatch(1);

  private Station(String port, RackCommands commands, Rack rack, InstantSource clock) {
    this.port = port;
    this.commands = commands;
    this.rack = rack;
    this.clock = clock;
  }

  /**
   * Opens the line and greets the rack.
   *
   * @param port a serial device, or a link to one
   * @param baud bits a second, as the rack's
   * @param clock what drift is measured against
   * @throws PortUnusable no such port, busy, not allowed, not a serial line, speed not offered
   * @throws Silence no rack answers there
   */
  public static Station open(Path port, int baud, InstantSource clock) throws StationException {
    return open(port.toString(), baud, clock);
  }

  /** Opens a port by its name, otherwise like {@link #open(Path, int, InstantSource)}. */
  public static Station open(String port, int baud, InstantSource clock) throws StationException {
    return open(SerialLine.open(port, baud, OPENING_MAX), clock, new SecureRandom());
  }

  static Station open(Line line, InstantSource clock, RandomGenerator random)
      throws StationException {
    boolean done = false;
    try {
      var commands = new RackCommands(new FobProtocol(line, clock, System::nanoTime, random));
      var station = new Station(line.name(), commands, commands.hello(), clock);
      done = true;
      return station;
    } finally {
      if (!done) line.close();
    }
  }

  /** What the rack said when the line was opened. */
  public Rack rack() {
    return rack;
  }

  /** The serial numbers of all fobs in the rack, ascending. Presses nothing. */
  public synchronized List<String> list() throws StationException {
    return commands.listAll();
  }

  /** Told after each fob of a rack; on the reading thread, so it should be quick. */
  @FunctionalInterface
  public interface Progress {
    /**
     * One more fob has been read, or is only waited for.
     *
     * @param done 1 to total
     * @param total fobs in the list
     */
    void read(int done, int total);
  }

  /** Reads every fob in the rack, as {@link #read(Progress)} does. */
  public List<Reading> read() throws StationException {
    return read((done, total) -> {});
  }

  /**
   * Reads every fob in the rack, ascending by serial number. Presses each once or twice. A fob that
   * fails alone is {@link Reading.Unread}.
   *
   * @throws StationException when the line or the rack as a whole fails
   */
  public List<Reading> read(Progress progress) throws StationException {
    return read(list(), progress);
  }

  private synchronized List<Reading> read(List<String> serials, Progress progress)
      throws StationException {
    var readings = new ArrayList<Reading>(serials.size());
    read(serials, progress, readings);
    readings.sort(Comparator.comparing(Reading::serial));
    return readings;
  }

  /** Adds the readings as they come, so that a line that fails does not take them along. */
  synchronized void read(List<String> serials, Progress progress, List<Reading> readings)
      throws StationException {
    // Fobs with a weak battery show their code late: go on with the others meanwhile.
    Queue<FobReader> waiting = new ArrayDeque<>();
    for (String serial : serials) {
      var fob = new FobReader(commands, serial);
      step(fob, fob::begin, readings, waiting);
      while (!waiting.isEmpty() && !waiting.element().rest().isPositive()) {
        var due = waiting.remove();
        step(due, due::look, readings, waiting);
      }
      progress.read(readings.size() + waiting.size(), serials.size());
    }
    while (!waiting.isEmpty()) {
      var next = waiting.remove();
      pause(next.rest());
      step(next, next::look, readings, waiting);
    }
  }

  private interface Step {
    Optional<Reading> take() throws StationException;
  }

  private void step(FobReader fob, Step step, List<Reading> readings, Queue<FobReader> waiting)
      throws StationException {
    try {
      step.take().ifPresentOrElse(readings::add, () -> waiting.add(fob));
    } catch (Silence alone) {
      commands.hello(); // else it is the line that is silent, not the fob
      readings.add(new Reading.Unread(fob.serial(), alone));
    } catch (Refused | BrokenRack | NoCode alone) {
      readings.add(new Reading.Unread(fob.serial(), alone));
    }
  }

  /**
   * Reads one fob.
   *
   * @param serial 6 to 20 of A–Z and 0–9
   * @throws Refused with {@link Status#NO_SUCH_FOB} if it is not in the rack
   */
  public synchronized Reading read(String serial) throws StationException {
    var fob = new FobReader(commands, checked(serial));
    var reading = fob.begin();
    while (reading.isEmpty()) {
      pause(fob.rest());
      reading = fob.look();
    }
    return reading.get();
  }

  /**
   * Presses a fob, and reads what the intake check needs of it; waits for no warning to pass.
   *
   * @param serial 6 to 20 of A–Z and 0–9
   */
  public synchronized Probe probe(String serial) throws StationException {
    return new Prober(commands, clock).probe(checked(serial));
  }

  /**
   * The time by a fob's own clock; costs no battery.
   *
   * @param serial 6 to 20 of A–Z and 0–9
   * @return empty where the fob is not there or does not tell, though the rack answers
   */
  public synchronized Optional<Instant> clockOf(String serial) throws StationException {
    return new Prober(commands, clock).clock(checked(serial));
  }

  /**
   * How long a fob shows a code, in seconds; 0: it has no seed.
   *
   * @param serial 6 to 20 of A–Z and 0–9
   * @return empty as for {@link #clockOf}
   */
  public synchronized Optional<Integer> stepSeconds(String serial) throws StationException {
    return new Prober(commands, clock).stepSeconds(checked(serial));
  }

  /**
   * Presses a fob until it shows its current code, past the battery warning if it has one.
   *
   * @param serial 6 to 20 of A–Z and 0–9
   * @return the 6 or 8 digits; a secret
   * @throws Refused where the fob is not there, has no seed or no battery
   */
  public synchronized String press(String serial) throws StationException {
    var pressing = new Pressing(commands, checked(serial));
    var code = pressing.press();
    while (code.isEmpty()) {
      pause(pressing.rest());
      code = pressing.look();
    }
    return code.get().reveal();
  }

  private static String checked(String serial) {
    if (!Serial.isValid(serial)) throw new IllegalArgumentException("not a serial number");
    return serial;
  }

  private void pause(Duration time) throws Closed {
    try {
      if (closed.await(time.toNanos(), TimeUnit.NANOSECONDS)) throw new Closed(port);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Closed(port);
    }
  }

  /** Releases the line at once. */
  @Override
  public void close() {
    closed.countDown();
    commands.close();
  }
}
