package dev.kagimori.fob.port;

import java.io.IOException;
import java.time.Duration;

/** One end of a serial line, 8N1. Used by one thread at a time. */
public interface Wire extends AutoCloseable {
  int BAUD_MIN = 300;
  int BAUD_MAX = 4_000_000;

  /** Start bit, eight data bits, stop bit. */
  int BITS_PER_BYTE = 10;

  /**
   * What has come, or what comes first within the time; empty if nothing did.
   *
   * @throws IOException if the line is gone (hang-up)
   */
  byte[] receive(Duration atMost) throws IOException;

  /**
   * Sends all within the time that it takes at the baud rate. Where the other side takes nothing
   * for two seconds, a pseudo-terminal drops the rest and a port fails.
   *
   * @throws IOException if the line is gone (hang-up) or stuck
   */
  void send(byte[] bytes) throws IOException;

  /** Hangs up and opens the line again. */
  void reopen() throws IOException;

  @Override
  void close() throws IOException;

  /**
   * The same rate, if it is one.
   *
   * @throws IllegalArgumentException unless it is 300 to 4,000,000
   */
  static int requireBaud(int baud) {
    if (baud < BAUD_MIN || baud > BAUD_MAX) {
      throw new IllegalArgumentException("baud must be 300…4000000, not " + baud);
    }
    return baud;
  }
}
