package dev.kagimori.fob.port;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import jssc.SerialPort;
import jssc.SerialPortException;
import org.jspecify.annotations.Nullable;

/**
 * A serial port, or the slave of a pseudo-terminal, through jSSC. Reads only what has already come:
 * jSSC's blocking reads spin, and survive a hang-up without an end. Even so a hang-up may come in
 * between, so reads have a thread of their own, which a close ends. Its answers of false to
 * settings mean nothing on a pseudo-terminal; what counts is whether bytes move.
 */
public final class SerialWire implements Wire {
  private static final long REST_MILLIS = 2;
  private static final long WRITE_SECONDS_MAX = 2;
  private static final long LOOK_MILLIS = 50;
  private static final long ROBBED_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final Duration ENDING_MAX = Duration.ofSeconds(1);
  private static final int CHUNK = 4_096;

  private final String name;
  private final int baud;
  private @Nullable SerialPort port;
  private @Nullable Thread reading;

  private SerialWire(String name, int baud) {
    this.name = name;
    this.baud = Wire.requireBaud(baud);
  }

  /**
   * Opens the port 8N1 without flow control and drops what lies in its receive buffer.
   *
   * @throws IOException if there is none of that name, or it can't be opened
   */
  public static SerialWire open(String name, int baud) throws IOException {
    var wire = new SerialWire(name, baud);
    wire.connect();
    return wire;
  }

  private void connect() throws IOException {
    var opening = new SerialPort(name);
    try {
      opening.openPort();
      opening.setParams(baud, SerialPort.DATABITS_8, SerialPort.STOPBITS_1, SerialPort.PARITY_NONE);
      opening.setFlowControlMode(SerialPort.FLOWCONTROL_NONE);
      opening.purgePort(SerialPort.PURGE_RXCLEAR | SerialPort.PURGE_RXABORT);
      port = opening;
    } catch (SerialPortException e) {
      closeQuietly(opening, e);
      throw new IOException(name + ": " + e.getExceptionType(), e);
    }
  }

  /** Whether opening failed because somebody else has it open. */
  public static boolean isBusy(Throwable failure) {
    return failure.getCause() instanceof SerialPortException e
        && e.getExceptionType().equals(SerialPortException.TYPE_PORT_BUSY);
  }

  private static void closeQuietly(SerialPort port, SerialPortException because) {
    if (!port.isOpened()) return;
    try {
      port.closePort();
    } catch (SerialPortException more) {
      because.addSuppressed(more);
    }
  }

  private SerialPort port() throws IOException {
    if (port == null) throw new IOException(name + ": closed");
    return port;
  }

  @Override
  public byte[] receive(Duration atMost) throws IOException {
    var open = port();
    long end = System.nanoTime() + atMost.toNanos();
    try {
      while (true) {
        int have = open.getInputBufferBytesCount();
        if (have > 0) return take(open, Math.min(have, CHUNK), end);
        if (have < 0) throw new IOException(name + ": hung up");
        if (System.nanoTime() >= end) return new byte[0];
        Thread.sleep(REST_MILLIS);
      }
    } catch (SerialPortException e) {
      throw new IOException(name + ": " + e.getExceptionType(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(name + ": interrupted", e);
    }
  }

  /** Takes what is there; it may be gone when the read begins, hung up or taken by another. */
  private byte[] take(SerialPort open, int count, long end)
      throws IOException, SerialPortException, InterruptedException {
    var done = new CompletableFuture<byte[]>();
    reading = Thread.ofPlatform().daemon().name("fob-read").start(() -> read(open, count, done));
    while (true) {
      try {
        return done.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        if (open.getInputBufferBytesCount() < 0) throw new IOException(name + ": hung up", e);
        if (System.nanoTime() - end > ROBBED_NANOS) {
          throw new IOException(
              name + ": 他のプログラムがこの回線を読んでいます / another program reads this line", e);
        }
      } catch (ExecutionException e) {
        throw new IOException(name + ": reading failed", e.getCause());
      }
    }
  }

  private static void read(SerialPort port, int count, CompletableFuture<byte[]> done) {
    try {
      done.complete(port.readBytes(count));
    } catch (SerialPortException | RuntimeException e) {
      done.completeExceptionally(e);
    }
  }

  /** On a thread of its own: a write into a full line would not come back. */
  @Override
  public void send(byte[] bytes) throws IOException {
    var open = port();
    var done = new CompletableFuture<Boolean>();
    Thread.ofPlatform().daemon().name("fob-write").start(() -> write(open, bytes, done));
    try {
      if (!done.get(WRITE_SECONDS_MAX, TimeUnit.SECONDS)) throw new IOException(name + ": hung up");
    } catch (TimeoutException e) {
      throw new IOException(name + ": the other side takes nothing", e);
    } catch (ExecutionException e) {
      throw new IOException(name + ": writing failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(name + ": interrupted", e);
    }
  }

  private static void write(SerialPort port, byte[] bytes, CompletableFuture<Boolean> done) {
    try {
      done.complete(port.writeBytes(bytes));
    } catch (SerialPortException | RuntimeException e) {
      done.completeExceptionally(e);
    }
  }

  @Override
  public void reopen() throws IOException {
    close();
    connect();
  }

  /** Also waits for a read that hangs: it would steal from who gets the descriptor next. */
  @Override
  public void close() throws IOException {
    var open = port;
    port = null;
    if (open == null || !open.isOpened()) return;
    try {
      open.closePort();
      if (reading != null && !reading.join(ENDING_MAX)) {
        throw new IOException(name + ": a read does not end");
      }
    } catch (SerialPortException e) {
      throw new IOException(name + ": " + e.getExceptionType(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(name + ": interrupted", e);
    }
  }
}
