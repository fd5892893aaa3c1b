package dev.kagimori.fob.port;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The master end of a pseudo-terminal that is found through a symbolic link. The slave is kept
 * open, so that clients may come and go; in both directions bytes take the time of the baud rate.
 * What clients don't read stays, at most, in the kernel's few kilobytes.
 */
public final class PtyWire implements Wire {
  private static final int BUFFER_BYTES = 4_096;
  private static final long STUCK_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final int baud;
  private final SlaveLink link;
  private final Arena arena = Arena.ofShared();
  private final Posix posix = new Posix(arena);
  private final MemorySegment buffer = arena.allocate(BUFFER_BYTES);
  private final MemorySegment pollfd = arena.allocate(8, 4);
  private Pacer in;
  private Pacer out;
  private int master = -1;
  private int slave = -1;
  private boolean closed;

  private PtyWire(Path symlink, int baud) {
    this.baud = Wire.requireBaud(baud);
    link = new SlaveLink(symlink);
    in = new Pacer(baud, System.nanoTime());
    out = in;
  }

  /**
   * A new pseudo-terminal.
   *
   * @param symlink where it is to be found; replaced if it is a link, never if it is anything else
   * @throws IOException if the system gives none, or the link can't be made
   */
  public static PtyWire open(Path symlink, int baud) throws IOException {
    var wire = new PtyWire(symlink, baud);
    try {
      wire.connect();
      return wire;
    } catch (IOException e) {
      try {
        wire.close();
      } catch (IOException more) {
        e.addSuppressed(more);
      }
      throw e;
    }
  }

  private void connect() throws IOException {
    master = posix.openMaster();
    var name = posix.slaveName(master);
    slave = posix.openRaw(name); // kept: without it reading fails between two clients
    link.pointTo(Path.of(name));
    in = new Pacer(baud, System.nanoTime());
    out = new Pacer(baud, System.nanoTime());
  }

  @Override
  public byte[] receive(Duration atMost) throws IOException {
    long end = System.nanoTime() + atMost.toNanos();
    while (true) {
      if (!posix.poll(pollfd, master, Posix.POLLIN, 0)) {
        long left = Math.max(0, end - System.nanoTime());
        int millis = (int) Math.min(Integer.MAX_VALUE, Math.ceilDiv(left, 1_000_000L));
        boolean came = posix.poll(pollfd, master, Posix.POLLIN, millis);
        in.idle(System.nanoTime());
        if (!came && System.nanoTime() >= end) return new byte[0];
        continue;
      }
      int allowed = Math.max(in.piece(), in.allowed(System.nanoTime()));
      int count = posix.read(master, buffer, Math.min(BUFFER_BYTES, allowed));
      if (count > 0) {
        var bytes = buffer.asSlice(0, count).toArray(JAVA_BYTE);
        in.passed(count);
        rest(in.waitNanos(0, System.nanoTime())); // they have come when the last one has
        return bytes;
      }
      if (System.nanoTime() >= end) return new byte[0];
      rest(1_000_000);
    }
  }

  @Override
  public void send(byte[] bytes) throws IOException {
    out.idle(System.nanoTime());
    long moved = System.nanoTime();
    int sent = 0;
    while (sent < bytes.length) {
      long now = System.nanoTime();
      int piece = Math.min(Math.max(out.piece(), out.allowed(now)), BUFFER_BYTES);
      piece = Math.min(piece, bytes.length - sent);
      rest(out.waitNanos(piece, now));
      MemorySegment.copy(bytes, sent, buffer, JAVA_BYTE, 0, piece);
      int count = posix.write(master, buffer, piece);
      if (count > 0) {
        out.passed(count);
        sent += count;
        moved = System.nanoTime();
      } else if (System.nanoTime() - moved > STUCK_NANOS) {
        break; // nobody reads: lost, as on a real line
      } else {
        rest(1_000_000);
        posix.poll(pollfd, master, Posix.POLLOUT, 10);
      }
    }
    in.idle(System.nanoTime()); // what comes next has its time before it
  }

  /** Waits without an event, to within some hundredths of a millisecond. */
  private static void rest(long nanos) {
    long end = System.nanoTime() + nanos;
    for (long left = nanos; left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
      if (Thread.currentThread().isInterrupted()) return;
    }
  }

  @Override
  public void reopen() throws IOException {
    disconnect();
    connect();
  }

  /** The symbolic link. */
  public Path path() {
    return link.path();
  }

  private void disconnect() throws IOException {
    int openSlave = slave;
    int openMaster = master;
    slave = -1;
    master = -1;
    try {
      if (openSlave >= 0) posix.close(openSlave);
    } finally {
      if (openMaster >= 0) posix.close(openMaster);
    }
  }

  @Override
  public void close() throws IOException {
    if (closed) return;
    closed = true;
    try {
      link.remove();
    } finally {
      try {
        disconnect();
      } finally {
        arena.close();
      }
    }
  }
}
