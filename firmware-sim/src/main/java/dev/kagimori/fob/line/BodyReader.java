package dev.kagimori.fob.line;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Takes a body apart, big-endian. */
public final class BodyReader {
  private final ByteBuffer in;

  /** The body is shorter or longer than its command says, or a text is not ASCII. */
  public static final class MalformedException extends Exception {
    private static final long serialVersionUID = 1;

    public MalformedException(String what) {
      super(what);
    }
  }

  public BodyReader(byte[] body) {
    in = ByteBuffer.wrap(body);
  }

  public int u8() throws MalformedException {
    need(Byte.BYTES);
    return in.get() & 0xFF;
  }

  public int u16() throws MalformedException {
    need(Short.BYTES);
    return in.getShort() & 0xFFFF;
  }

  public long u32() throws MalformedException {
    need(Integer.BYTES);
    return in.getInt() & 0xFFFF_FFFFL;
  }

  public int i32() throws MalformedException {
    need(Integer.BYTES);
    return in.getInt();
  }

  public long i64() throws MalformedException {
    need(Long.BYTES);
    return in.getLong();
  }

  public String text() throws MalformedException {
    var text = new String(bytes(u8()), StandardCharsets.ISO_8859_1);
    if (!text.chars().allMatch(c -> c >= 0x20 && c < 0x7F)) {
      throw new MalformedException("a text is not printable ASCII");
    }
    return text;
  }

  public byte[] bytes(int length) throws MalformedException {
    need(length);
    var bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }

  /** Nothing may follow. */
  public void end() throws MalformedException {
    if (in.hasRemaining()) throw new MalformedException("the body is too long");
  }

  private void need(int bytes) throws MalformedException {
    if (in.remaining() < bytes) throw new MalformedException("the body is too short");
  }
}
