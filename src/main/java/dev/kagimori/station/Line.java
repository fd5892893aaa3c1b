package dev.kagimori.station;

import java.time.Duration;

/**
 * Bytes to and from a rack. Every call ends within its bound. A failed line stays failed: close it
 * and open another.
 */
interface Line extends AutoCloseable {
  /** What it is called in messages: the port's name. */
  String name();

  /** Bits a second, of which a byte takes ten. */
  int baud();

  /** Sends all bytes; returns when the line has carried the last one, at its speed. */
  void write(byte[] bytes) throws StationException;

  /**
   * What has come, at least one byte if any is there before the limit.
   *
   * @param limit how long to wait at most; zero or less looks once
   * @return empty when the limit passed
   */
  byte[] read(Duration limit) throws StationException;

  /** Drops what lies in the buffers of both directions. */
  void discard() throws StationException;

  /** Releases everything; whoever waits in another call gets {@link StationException.Closed}. */
  @Override
  void close();
}
