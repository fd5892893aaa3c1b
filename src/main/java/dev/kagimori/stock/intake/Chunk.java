package dev.kagimori.stock.intake;

import java.util.List;

/**
 * Some records in a row, judged by themselves.
 *
 * @param candidates in the order of their serial numbers, each but once
 * @param rejections of the others
 * @param readMac of all records from the file's first on to this chunk's last
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
record Chunk(int read, List<Candidate> candidates, List<Rejection> rejections, byte[] readMac) {
  /** For who waits for a chunk when none will come. */
  static Chunk none() {
    return new Chunk(0, List.of(), List.of(), new byte[0]);
  }

  boolean isNone() {
    return readMac.length == 0;
  }
}
