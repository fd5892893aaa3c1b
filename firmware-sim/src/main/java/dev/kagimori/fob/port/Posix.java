package dev.kagimori.fob.port;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.Locale;

/** The system calls that a pseudo-terminal takes, on Linux and macOS (POSIX.1-2017). */
final class Posix {
  static final boolean MAC =
      System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("mac");
  static final int EAGAIN = MAC ? 35 : 11;
  static final short POLLIN = 1;
  static final short POLLOUT = 4;

  private static final int EINTR = 4;
  private static final int O_RDWR = 2;
  private static final int O_NOCTTY = MAC ? 0x20000 : 0x100;
  private static final int O_NONBLOCK = MAC ? 0x4 : 0x800;
  private static final int O_CLOEXEC = MAC ? 0x1000000 : 0x80000;
  private static final int F_SETFD = 2;
  private static final int FD_CLOEXEC = 1;
  private static final int F_SETFL = 4;
  private static final int TERMIOS_BYTES_MAX = 256; // Linux 60, macOS 72

  private static final Linker LINKER = Linker.nativeLinker();
  private static final VarHandle ERRNO =
      Linker.Option.captureStateLayout().varHandle(PathElement.groupElement("errno"));
  // nfds_t is a long on Linux and an int on macOS
  private static final ValueLayout NFDS = MAC ? JAVA_INT : JAVA_LONG;

  private static final MethodHandle POSIX_OPENPT = function("posix_openpt", JAVA_INT);
  private static final MethodHandle GRANTPT = function("grantpt", JAVA_INT);
  private static final MethodHandle UNLOCKPT = function("unlockpt", JAVA_INT);
  private static final MethodHandle PTSNAME =
      bind("ptsname", FunctionDescriptor.of(ADDRESS, JAVA_INT));
  private static final MethodHandle OPEN =
      bind(
          "open",
          FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT),
          Linker.Option.firstVariadicArg(2));
  private static final MethodHandle FCNTL =
      bind(
          "fcntl",
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT),
          Linker.Option.firstVariadicArg(2));
  private static final MethodHandle CLOSE = function("close", JAVA_INT);
  private static final MethodHandle TCGETATTR = function("tcgetattr", JAVA_INT, ADDRESS);
  private static final MethodHandle TCSETATTR = function("tcsetattr", JAVA_INT, JAVA_INT, ADDRESS);
  private static final MethodHandle CFMAKERAW =
      bind("cfmakeraw", FunctionDescriptor.ofVoid(ADDRESS));
  private static final MethodHandle POLL =
      bind("poll", FunctionDescriptor.of(JAVA_INT, ADDRESS, NFDS, JAVA_INT));
  private static final MethodHandle READ =
      bind("read", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
  private static final MethodHandle WRITE =
      bind("write", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));

  private final MemorySegment state;

  /** Calls of one thread at a time; what they report lives as long as the arena. */
  Posix(Arena arena) {
    state = arena.allocate(Linker.Option.captureStateLayout());
  }

  private static MethodHandle function(String name, ValueLayout... arguments) {
    return bind(name, FunctionDescriptor.of(JAVA_INT, arguments));
  }

  private static MethodHandle bind(
      String name, FunctionDescriptor descriptor, Linker.Option... more) {
    var options = new Linker.Option[more.length + 1];
    options[0] = Linker.Option.captureCallState("errno");
    System.arraycopy(more, 0, options, 1, more.length);
    return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), descriptor, options);
  }

  /** A new master, granted, unlocked, non-blocking. */
  int openMaster() throws IOException {
    int master = checked("posix_openpt", () -> (int) POSIX_OPENPT.invoke(state, O_RDWR | O_NOCTTY));
    try {
      checked("grantpt", () -> (int) GRANTPT.invoke(state, master));
      checked("unlockpt", () -> (int) UNLOCKPT.invoke(state, master));
      checked("fcntl", () -> (int) FCNTL.invoke(state, master, F_SETFL, O_RDWR | O_NONBLOCK));
      checked("fcntl", () -> (int) FCNTL.invoke(state, master, F_SETFD, FD_CLOEXEC));
      return master;
    } catch (IOException e) {
      close(master);
      throw e;
    }
  }

  String slaveName(int master) throws IOException {
    synchronized (Posix.class) { // ptsname answers in a buffer that all threads share
      try {
        var name = (MemorySegment) PTSNAME.invoke(state, master);
        if (name.equals(MemorySegment.NULL)) throw failed("ptsname");
        return name.reinterpret(1_024).getString(0);
      } catch (IOException e) {
        throw e;
      } catch (Throwable e) {
        throw new AssertionError("ptsname cannot throw", e);
      }
    }
  }

  /** Opens the slave and puts it into raw mode. */
  int openRaw(String name) throws IOException {
    try (var arena = Arena.ofConfined()) {
      var path = arena.allocateFrom(name);
      int fd = checked("open", () -> (int) OPEN.invoke(state, path, O_RDWR | O_NOCTTY | O_CLOEXEC));
      try {
        var termios = arena.allocate(TERMIOS_BYTES_MAX, 8);
        checked("tcgetattr", () -> (int) TCGETATTR.invoke(state, fd, termios));
        CFMAKERAW.invoke(state, termios);
        checked("tcsetattr", () -> (int) TCSETATTR.invoke(state, fd, 0, termios));
        return fd;
      } catch (IOException e) {
        close(fd);
        throw e;
      } catch (Throwable e) {
        throw new AssertionError("cfmakeraw cannot throw", e);
      }
    }
  }

  /** Whether one of the events (or an error) is there within the time. */
  boolean poll(MemorySegment pollfd, int fd, short events, int millis) throws IOException {
    pollfd.set(JAVA_INT, 0, fd);
    pollfd.set(ValueLayout.JAVA_SHORT, 4, events);
    pollfd.set(ValueLayout.JAVA_SHORT, 6, (short) 0);
    return checked(
            "poll",
            () ->
                MAC
                    ? (int) POLL.invoke(state, pollfd, 1, millis)
                    : (int) POLL.invoke(state, pollfd, 1L, millis))
        > 0;
  }

  /** How many bytes were read; 0 if none are there now. */
  int read(int fd, MemorySegment into, int most) throws IOException {
    return checked("read", () -> (int) (long) READ.invoke(state, fd, into, (long) most));
  }

  /** How many bytes were written; 0 if none find room now. */
  int write(int fd, MemorySegment from, int count) throws IOException {
    return checked("write", () -> (int) (long) WRITE.invoke(state, fd, from, (long) count));
  }

  void close(int fd) throws IOException {
    checked("close", () -> (int) CLOSE.invoke(state, fd));
  }

  @FunctionalInterface
  private interface Call {
    int run() throws Throwable;
  }

  private int checked(String name, Call call) throws IOException {
    int result;
    try {
      result = call.run();
    } catch (Throwable e) {
      throw new AssertionError(name + " cannot throw", e);
    }
    if (result >= 0) return result;
    int errno = (int) ERRNO.get(state, 0L);
    if (errno == EAGAIN || errno == EINTR) return 0;
    throw failed(name);
  }

  private IOException failed(String name) {
    return new IOException(name + " failed, errno " + (int) ERRNO.get(state, 0L));
  }
}
