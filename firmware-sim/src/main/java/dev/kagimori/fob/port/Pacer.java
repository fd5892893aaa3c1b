package dev.kagimori.fob.port;

/** Lets bytes pass no faster than a baud rate would; all times are of {@link System#nanoTime()}. */
final class Pacer {
  /** How much lost time a busy line may make up for: more than a scheduler's hiccup. */
  private static final long CATCH_UP_NANOS = 50_000_000;

  private final double nanosPerByte;
  private double free;

  Pacer(int baud, long now) {
    nanosPerByte = Wire.BITS_PER_BYTE * 1e9 / baud;
    free = now;
  }

  /** The line was idle up to now, so that nothing can be made up for. */
  void idle(long now) {
    free = Math.max(free, (double) now);
  }

  /** How many bytes have had their time by now. */
  int allowed(long now) {
    free = Math.max(free, (double) (now - CATCH_UP_NANOS));
    return (int) Math.max(0, (now - free) / nanosPerByte);
  }

  void passed(int bytes) {
    free += bytes * nanosPerByte;
  }

  /** How many bytes pass in a millisecond, at least 1: what is moved at once. */
  int piece() {
    return (int) Math.max(1, 1e6 / nanosPerByte);
  }

  /** Nanoseconds until so many more bytes have had their time; zero or less: they have. */
  long waitNanos(int bytes, long now) {
    return (long) Math.ceil(free + bytes * nanosPerByte - now);
  }
}
