package dev.kagimori.station;

import dev.kagimori.station.StationException.Closed;
import dev.kagimori.station.StationException.HangUp;
import dev.kagimori.station.StationException.PortUnusable;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import jssc.SerialPort;
import jssc.SerialPortException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A serial port or pseudo-terminal through jSSC, 8N1, no flow control, exclusive.
 *
 * <p>Reads ask first how many bytes are there, and take no more than that: jSSC's own waiting reads
 * spin, and survive a close to steal the next session's bytes. That question failing is also the
 * only sign of a hang-up. Where a hang-up comes between question and read, the read spins after
 * all; so whoever waits for it asks again meanwhile, and a close ends it from outside.
 */
final class SerialLine implements Line {
  private static final Logger LOG = LoggerFactory.getLogger(SerialLine.class);

  /** Rates that every system sets without a custom divisor. */
  private static final Set<Integer> USUAL_RATES =
      Set.of(
          300, 600, 1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200, 230400, 460800, 500000,
          576000, 921600, 1000000, 1152000, 1500000, 2000000, 2500000, 3000000, 3500000, 4000000);

  private static final int CHUNK_MAX = 2048;

  /** While an answer is due, the line is looked at each time that it may have carried so much. */
  private static final int LOOK_BYTES = 2;

  private static final Duration LOOK_MIN = Duration.ofNanos(100_000);
  private static final Duration LOOK_MAX = Duration.ofMillis(1);

  /** An answer that does not come for this long is looked for at leisure. */
  private static final Duration DUE = Duration.ofMillis(20);

  /** How long after its limit a native call is given up. */
  private static final Duration MARGIN = Duration.ofSeconds(1);

  /** How long a close waits for its turn before it goes ahead of a call that hangs. */
  private static final Duration TURN_MAX = Duration.ofMillis(200);

  private final String name;
  private final int baud;
  private final SerialPort port;
  private final PortLock lock;
  private final LineThread thread;
  private volatile boolean closed;

  private SerialLine(String name, int baud, PortLock lock) {
    this.name = name;
    this.baud = baud;
    this.lock = lock;
    port = new SerialPort(name);
    thread = new LineThread(name);
  }

  /**
   * Opens the port and drops what it had kept for its last reader.
   *
   * @param name a device such as /dev/ttyUSB0, or a link to one
   * @param baud bits a second, 300 to 4,000,000
   * @param limit how long opening may take
   */
  static SerialLine open(String name, int baud, Duration limit) throws StationException {
    if (baud < 300 || baud > 4_000_000) {
      throw new PortUnusable(PortUnusable.Reason.RATE_REFUSED, name, null);
    }
    var line = new SerialLine(name, baud, PortLock.take(name));
    boolean done = false;
    try {
      line.thread.call(line::openPort, limit);
      line.discard();
      done = true;
      return line;
    } finally {
      if (!done) line.close();
    }
  }

  private boolean openPort() throws PortUnusable {
    try {
      port.openPort();
      // On a pseudo-terminal false is usual: speed and 8N1 are set, but there are no modem lines.
      boolean set =
          port.setParams(
              baud, SerialPort.DATABITS_8, SerialPort.STOPBITS_1, SerialPort.PARITY_NONE);
      if (!set && !USUAL_RATES.contains(baud)) {
        throw new PortUnusable(PortUnusable.Reason.RATE_REFUSED, name, null);
      }
      return set;
    } catch (SerialPortException e) {
      throw new PortUnusable(reason(e), name, e);
    }
  }

  private static PortUnusable.Reason reason(SerialPortException e) {
    return switch (e.getExceptionType()) {
      case SerialPortException.TYPE_PORT_NOT_FOUND -> PortUnusable.Reason.NOT_FOUND;
      case SerialPortException.TYPE_PORT_BUSY -> PortUnusable.Reason.BUSY;
      case SerialPortException.TYPE_PERMISSION_DENIED -> PortUnusable.Reason.NOT_ALLOWED;
      case SerialPortException.TYPE_INCORRECT_SERIAL_PORT -> PortUnusable.Reason.NOT_SERIAL;
      default -> PortUnusable.Reason.FAILED;
    };
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int baud() {
    return baud;
  }

  @Override
  public void write(byte[] bytes) throws StationException {
    long onTheLine = bytes.length * 10_000_000_000L / baud;
    long begun = call(() -> send(bytes), Duration.ofNanos(onTheLine).plus(MARGIN));
    // The call returns once the system holds the bytes; the rack has them only later.
    for (long rest; (rest = onTheLine - (System.nanoTime() - begun)) > 0; ) {
      if (closed) throw new Closed(name);
      if (Thread.currentThread().isInterrupted()) return; // the next call ends by it
      LockSupport.parkNanos(rest);
    }
  }

  /** Gives them to the system, and says when that began. */
  private long send(byte[] bytes) throws StationException {
    long begun = System.nanoTime();
    try {
      if (!port.writeBytes(bytes)) throw new HangUp(name, null);
    } catch (SerialPortException e) {
      throw new HangUp(name, e);
    }
    return begun;
  }

  @Override
  public byte[] read(Duration limit) throws StationException {
    long end = System.nanoTime() + limit.toNanos();
    if (closed) throw new Closed(name);
    var atMost = (limit.isNegative() ? Duration.ZERO : limit).plus(MARGIN);
    return thread.call(() -> receive(end), atMost, this::probe);
  }

  private void probe() throws StationException {
    if (closed) throw new Closed(name);
    try {
      int there = port.getInputBufferBytesCount();
      if (there < 0) throw new HangUp(name, null);
    } catch (SerialPortException e) {
      throw closed ? new Closed(name) : new HangUp(name, e);
    }
  }

  private byte[] receive(long end) throws StationException {
    long due = System.nanoTime() + DUE.toNanos();
    long often =
        Math.clamp(LOOK_BYTES * 10_000_000_000L / baud, LOOK_MIN.toNanos(), LOOK_MAX.toNanos());
    try {
      while (!closed) {
        int there = port.getInputBufferBytesCount();
        if (there > 0) return port.readBytes(Math.min(there, CHUNK_MAX));
        long now = System.nanoTime();
        if (now - end >= 0) return new byte[0];
        LockSupport.parkNanos(now - due < 0 ? often : LOOK_MAX.toNanos());
      }
    } catch (SerialPortException e) {
      throw new HangUp(name, e);
    }
    throw new Closed(name);
  }

  @Override
  public void discard() throws StationException {
    call(() -> port.purgePort(SerialPort.PURGE_RXCLEAR | SerialPort.PURGE_TXCLEAR), MARGIN);
  }

  private <T> T call(Callable<T> work, Duration limit) throws StationException {
    if (closed) throw new Closed(name);
    return thread.call(work, limit);
  }

  @Override
  public synchronized void close() {
    if (closed) return;
    closed = true;
    try (lock;
        thread) {
      if (port.isOpened()) release();
    }
  }

  /** Unsent bytes are dropped first: a close would wait for a rack to take them. */
  private void release() {
    boolean interrupted =
        Thread.interrupted(); // an interrupted caller wants it closed all the same
    try {
      thread.call(this::closePort, TURN_MAX);
    } catch (StationException stuck) {
      LOG.debug("{}: a call hangs, closing the port under it: {}", name, stuck.toString());
      try {
        if (port.isOpened()) port.closePort();
      } catch (SerialPortException e) {
        LOG.warn("{} did not close: {}", name, e.toString());
      }
    } finally {
      if (interrupted) Thread.currentThread().interrupt();
    }
  }

  private boolean closePort() throws SerialPortException {
    try {
      port.purgePort(SerialPort.PURGE_TXCLEAR);
    } finally {
      port.closePort();
    }
    return true;
  }
}
