package dev.kagimori.proof;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** One message of PostgreSQL's protocol 3 (PostgreSQL documentation, "Message Formats"). */
final class Message {
  static final char STARTUP = 0;

  private static final int BYTES_MAX = 64 << 20;
  private static final int STARTUP_HEAD = 8;
  private static final int HEAD = 5;

  private final char type;
  private final byte[] bytes;

  private Message(char type, byte[] bytes) {
    this.type = type;
    this.bytes = bytes;
  }

  /** The next one; null when the line has ended. */
  static @Nullable Message read(DataInputStream in, boolean first) throws IOException {
    try {
      char type = first ? STARTUP : (char) in.readUnsignedByte();
      int length = in.readInt();
      if (length < Integer.BYTES || length > BYTES_MAX) throw new IOException("no message");
      int head = first ? 0 : 1;
      var bytes = new byte[head + length];
      var whole = ByteBuffer.wrap(bytes);
      if (!first) whole.put((byte) type);
      whole.putInt(length);
      in.readFully(bytes, whole.position(), bytes.length - whole.position());
      return new Message(type, bytes);
    } catch (EOFException e) {
      return null;
    }
  }

  /** Its first byte; {@link #STARTUP} for the one that has none. */
  char type() {
    return type;
  }

  void writeTo(OutputStream out) throws IOException {
    out.write(bytes);
  }

  /** What is said of a setting in the first message; empty where nothing is. */
  String setting(String name) {
    var words = text(STARTUP_HEAD).split("\0", -1);
    for (int n = 0; n + 1 < words.length; n += 2) if (words[n].equals(name)) return words[n + 1];
    return "";
  }

  /** The n-th text that ends with a zero byte, from the head on. */
  String word(int n) {
    var words = text(HEAD).split("\0", n + 2);
    return words.length > n ? words[n] : "";
  }

  /** The one byte that follows the head. */
  char status() {
    return (char) bytes[HEAD];
  }

  private String text(int from) {
    return new String(bytes, from, Math.max(0, bytes.length - from), StandardCharsets.ISO_8859_1);
  }

  @Override
  public String toString() {
    return "Message(" + (type == STARTUP ? "startup" : String.valueOf(type)) + ")";
  }
}
