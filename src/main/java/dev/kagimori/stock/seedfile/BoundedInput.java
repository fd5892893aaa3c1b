package dev.kagimori.stock.seedfile;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * A stream that ends with a failure after so many bytes, in all or between two events of the
 * parser: that bounds what the parser holds in memory (names, attributes, comments).
 */
final class BoundedInput extends FilterInputStream {
  /** The bound was reached. */
  static final class TooLong extends IOException {
    private static final long serialVersionUID = 1;
  }

  private final long stretchMax;
  private long left;
  private long stretch;
  private byte last = '\n';

  /**
   * Bounds a stream.
   *
   * @param bytes in all
   * @param stretch between two calls of {@link #progressed}
   */
  BoundedInput(InputStream in, long bytes, long stretch) {
    super(in);
    left = bytes;
    stretchMax = stretch;
    this.stretch = stretch;
  }

  /** Whether the last byte so far ended a line. */
  boolean isAtLineEnd() {
    return last == '\n' || last == '\r';
  }

  /** What the last byte so far says of the end. */
  FileEnd end() {
    return isAtLineEnd() ? FileEnd.CERTAIN : FileEnd.OPEN;
  }

  /** The parser has given something out. */
  void progressed() {
    stretch = stretchMax;
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    var got = in.read(bytes, offset, length);
    if (got > 0) {
      last = bytes[offset + got - 1];
      left -= got;
      stretch -= got;
      if (left < 0 || stretch < 0) throw new TooLong();
    }
    return got;
  }
}
