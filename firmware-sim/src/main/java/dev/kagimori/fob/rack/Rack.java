package dev.kagimori.fob.rack;

import dev.kagimori.fob.device.Fob;
import dev.kagimori.fob.device.Fobs;
import dev.kagimori.fob.line.Frame;
import dev.kagimori.fob.line.FrameDecoder;
import dev.kagimori.fob.port.PtyWire;
import dev.kagimori.fob.port.SerialWire;
import dev.kagimori.fob.port.Wire;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fobs behind one serial line that speaks PROTOCOL.md. The line is served by one thread from {@link
 * #open} to {@link #close}; the fobs may be pressed from any other meanwhile.
 */
public final class Rack implements AutoCloseable {
  /** What both sides use unless something else is agreed on. */
  public static final int BAUD = 115_200;

  private static final Logger LOG = LoggerFactory.getLogger(Rack.class);
  private static final Duration TICK = Duration.ofMillis(50);
  private static final Duration REOPEN_AFTER = Duration.ofSeconds(1);
  private static final long PATIENCE_SECONDS = 10;

  private final RackAnswers answers = new RackAnswers();
  private final FrameDecoder decoder = new FrameDecoder();
  private final InstantSource time;
  private final Wire wire;
  private final Path line;
  private final Thread thread;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final AtomicReference<@Nullable CompletableFuture<Void>> hangUp = new AtomicReference<>();
  private volatile Faults faults = new Faults(LineFault.NONE, LineFault.NONE);
  private long lastByte = System.nanoTime();

  private record Faults(LineFault onRequests, LineFault onAnswers) {}

  private Rack(List<Fob> fobs, InstantSource time, Wire wire, Path line) {
    fobs.forEach(answers::put);
    this.time = time;
    this.wire = wire;
    this.line = line;
    thread = Thread.ofPlatform().daemon().name("fob-rack").unstarted(this::run);
  }

  /**
   * A rack on a new pseudo-terminal.
   *
   * @param symlink the stable name to make for it; its folder is made too
   * @param baud 300 to 4,000,000; bytes take their time in both directions
   * @throws IOException if there is no pseudo-terminal, or the link can't be made
   * @throws IllegalArgumentException if two fobs have one serial number, or there are over 65,535
   */
  public static Rack open(List<Fob> fobs, InstantSource time, Path symlink, int baud)
      throws IOException {
    requireDistinct(fobs);
    var wire = PtyWire.open(symlink, baud);
    return started(new Rack(fobs, time, wire, wire.path()));
  }

  /**
   * A rack on a serial port, such as {@code /dev/ttyUSB0}. If the port goes away it is opened again
   * as soon as it is back.
   *
   * @throws IOException if the port can't be opened
   */
  public static Rack onPort(List<Fob> fobs, InstantSource time, String port, int baud)
      throws IOException {
    requireDistinct(fobs);
    return started(new Rack(fobs, time, SerialWire.open(port, baud), Path.of(port)));
  }

  private static void requireDistinct(List<Fob> fobs) {
    var serials = new HashSet<String>();
    for (var fob : fobs) {
      if (!serials.add(fob.serial())) {
        throw new IllegalArgumentException("two fobs have the serial number " + fob.serial());
      }
    }
    if (serials.size() > Fobs.COUNT_MAX) throw new IllegalArgumentException("too many fobs");
  }

  private static Rack started(Rack rack) {
    rack.thread.start();
    return rack;
  }

  /** Where clients open it: the symbolic link, or the port. */
  public Path line() {
    return line;
  }

  /**
   * The fob with this serial number.
   *
   * @throws NoSuchElementException if it is not in the rack
   */
  public Fob fob(String serial) {
    var fob = answers.fob(serial);
    if (fob == null) throw new NoSuchElementException("no fob " + serial + " in the rack");
    return fob;
  }

  /** All fobs, by serial number. */
  public List<Fob> fobs() {
    return answers.fobs();
  }

  /** Puts one more fob in; one with the same serial number leaves. */
  public void put(Fob fob) {
    if (answers.fobs().size() >= Fobs.COUNT_MAX) throw new IllegalStateException("rack is full");
    answers.put(fob);
  }

  /** Takes a fob out; null if it was not in. */
  public @Nullable Fob take(String serial) {
    return answers.take(serial);
  }

  /**
   * Whether readers may set clocks, quartzes and batteries from now on (PROTOCOL.md §6): not, until
   * this is called.
   */
  public void adjustable(boolean may) {
    answers.adjustable(may);
  }

  /** From now on answers leave with this fault; {@link LineFault#NONE} heals the line. */
  public void fault(LineFault onAnswers) {
    faults(LineFault.NONE, onAnswers);
  }

  /**
   * From now on both ways are faulty. Requests are spoilt in the pieces in which they happen to
   * come, so for them faults that count bytes make sense, not frames.
   */
  public void faults(LineFault onRequests, LineFault onAnswers) {
    faults = new Faults(onRequests, onAnswers);
  }

  /**
   * Breaks the connection for all who have the line open and makes a new one under the same name;
   * returns once it is there.
   */
  public void hangUp() throws IOException {
    var done = new CompletableFuture<Void>();
    if (!hangUp.compareAndSet(null, done)) throw new IllegalStateException("hanging up already");
    try {
      done.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("hanging up failed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private void run() {
    while (closing.getCount() > 0) {
      try {
        serve();
      } catch (IOException e) {
        LOG.warn("line {} failed, opening it again: {}", line, e.getMessage());
        reopen();
      } catch (RuntimeException e) {
        LOG.error("a request on line {} failed", line, e);
      }
    }
  }

  private void serve() throws IOException {
    var asked = hangUp.getAndSet(null);
    if (asked != null) {
      try {
        breakLine();
        asked.complete(null);
      } catch (IOException e) {
        asked.completeExceptionally(e);
        throw e;
      }
    }
    byte[] bytes = wire.receive(TICK);
    long now = System.nanoTime();
    if (now - lastByte > TimeUnit.MILLISECONDS.toNanos(FrameDecoder.GAP_MILLIS_MAX)) decoder.drop();
    if (bytes.length == 0) return;
    lastByte = now;
    hear(bytes, faults.onRequests());
  }

  private void hear(byte[] bytes, LineFault fault) throws IOException {
    byte[] heard = fault.spoil(bytes);
    if (paused(fault)) return;
    boolean connected = true;
    for (int i = 0; i < heard.length && connected; i++) {
      var request = decoder.take(heard[i]);
      if (request != null) connected = answer(request);
    }
    if (fault.hangsUp() && connected) breakLine();
  }

  /** False if the line was hung up over it, so that what else had come is nobody's. */
  private boolean answer(Frame request) throws IOException {
    var answer = answers.answer(request, time.instant());
    if (answer == null) return true;
    var fault = faults.onAnswers();
    byte[] spoilt = fault.spoil(answer.encode());
    if (paused(fault)) return false;
    wire.send(spoilt);
    lastByte = System.nanoTime();
    if (!fault.hangsUp()) return true;
    breakLine();
    return false;
  }

  /** Waits as the fault wants; true if the rack is closed meanwhile. */
  private boolean paused(LineFault fault) {
    var delay = fault.delay();
    return delay.isPositive() && pause(delay);
  }

  private void breakLine() throws IOException {
    try {
      wire.reopen();
    } finally {
      decoder.drop();
    }
  }

  private void reopen() {
    while (!pause(REOPEN_AFTER)) {
      try {
        wire.reopen();
        decoder.drop();
        LOG.info("line {} is open again", line);
        return;
      } catch (IOException e) {
        LOG.debug("line {} is still away: {}", line, e.getMessage());
      }
    }
  }

  /** Waits; true if the rack is closed meanwhile. */
  private boolean pause(Duration duration) {
    try {
      return closing.await(duration.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      closing.countDown(); // nobody but close ends this thread
      return true;
    }
  }

  /** Ends the thread, removes the link, and gives back every descriptor. May be called twice. */
  @Override
  public void close() throws IOException {
    closing.countDown();
    try {
      if (!thread.join(Duration.ofSeconds(PATIENCE_SECONDS))) {
        throw new IOException("the rack's thread does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    wire.close();
  }
}
