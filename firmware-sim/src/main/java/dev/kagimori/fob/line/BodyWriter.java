package dev.kagimori.fob.line;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Fills a body, big-endian. */
public final class BodyWriter {
  private final ByteBuffer out = ByteBuffer.allocate(Frame.CONTENT_MAX);

  /** The body of an answer that went well. */
  public static BodyWriter ok() {
    return new BodyWriter().u8(Status.OK.number());
  }

  public BodyWriter u8(int value) {
    out.put((byte) value);
    return this;
  }

  public BodyWriter u16(int value) {
    out.putShort((short) value);
    return this;
  }

  public BodyWriter u32(int value) {
    out.putInt(value);
    return this;
  }

  public BodyWriter i64(long value) {
    out.putLong(value);
    return this;
  }

  /** Length and characters, ASCII. */
  public BodyWriter text(String text) {
    return u8(text.length()).bytes(text.getBytes(StandardCharsets.US_ASCII));
  }

  public BodyWriter bytes(byte[] bytes) {
    out.put(bytes);
    return this;
  }

  public byte[] body() {
    return Arrays.copyOf(out.array(), out.position());
  }
}
