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

  private static final long STRETCH = 256 * 1024;

  private long left;
  private long stretch = STRETCH;

  BoundedInput(InputStream in, long bytes) {
    super(in);
    left = bytes;
  }

  /** The parser has given something out. */
  void progressed() {
    stretch = STRETCH;
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
      left -= got;
      stretch -= got;
      if (left < 0 || stretch < 0) throw new TooLong();
    }
    return got;
  }
}
