package dev.kagimori.fob.line;

import dev.kagimori.fob.device.SerialNumber;
import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * The content of one frame (PROTOCOL.md §2). Equality is by identity: bodies hold codes and seeds,
 * and nobody compares frames.
 */
public final class Frame {
  /** The only version there is. */
  public static final int VERSION = 1;

  /** Added to a command's number in its answer. */
  public static final int ANSWER = 0x80;

  /** The longest content, check value included. */
  public static final int CONTENT_MAX = 256;

  /** The shortest content. */
  public static final int CONTENT_MIN = 15;

  /** The longest frame on the line. */
  public static final int LINE_MAX = 2 * CONTENT_MAX + 2;

  static final int FLAG = 0x7E;
  static final int ESCAPE = 0x7D;
  static final int ESCAPE_XOR = 0x20;
  static final int XON = 0x11;
  static final int XOFF = 0x13;

  private final int version;
  private final int type;
  private final long id;
  private final String serial;
  private final byte[] body;

  private Frame(int version, int type, long id, String serial, byte[] body) {
    this.version = version;
    this.type = type;
    this.id = id;
    this.serial = serial;
    this.body = body;
  }

  /**
   * A frame to send.
   *
   * @param serial empty for the rack itself
   * @throws IllegalArgumentException if the content would be longer than 256 bytes
   */
  public static Frame of(int type, long id, String serial, byte[] body) {
    if (CONTENT_MIN + serial.length() + body.length > CONTENT_MAX) {
      throw new IllegalArgumentException("a body of " + body.length + " bytes is too long");
    }
    return new Frame(VERSION, type, id, serial, body);
  }

  /** The frame in this content, or null where PROTOCOL.md §2 says to drop it. */
  static @Nullable Frame parse(byte[] content, int length) {
    if (length < CONTENT_MIN || length > CONTENT_MAX) return null;
    var in = ByteBuffer.wrap(content, 0, length);
    if (in.getInt(length - Integer.BYTES) != check(content, length - Integer.BYTES)) return null;
    in.limit(length - Integer.BYTES);
    try {
      int version = in.get() & 0xFF;
      int type = in.get() & 0xFF;
      long id = in.getLong();
      var serial = new byte[in.get() & 0xFF];
      in.get(serial);
      var body = new byte[in.remaining()];
      in.get(body);
      var text = new String(serial, StandardCharsets.ISO_8859_1);
      if (!text.isEmpty() && !SerialNumber.isValid(text)) return null;
      return new Frame(version, type, id, text, body);
    } catch (BufferUnderflowException tooShort) {
      return null;
    }
  }

  /** The bytes on the line, both 7E included. */
  public byte[] encode() {
    var out = ByteBuffer.allocate(CONTENT_MIN + serial.length() + body.length);
    out.put((byte) version).put((byte) type).putLong(id).put((byte) serial.length());
    out.put(serial.getBytes(StandardCharsets.US_ASCII)).put(body);
    out.putInt(check(out.array(), out.position()));
    return escape(out.array());
  }

  private static byte[] escape(byte[] content) {
    var line = new ByteArrayOutputStream(content.length + 16);
    line.write(FLAG);
    for (byte b : content) {
      switch (b) {
        case FLAG, ESCAPE, XON, XOFF -> {
          line.write(ESCAPE);
          line.write(b ^ ESCAPE_XOR);
        }
        default -> line.write(b);
      }
    }
    line.write(FLAG);
    return line.toByteArray();
  }

  private static int check(byte[] content, int length) {
    var crc = new CRC32();
    crc.update(content, 0, length);
    return (int) crc.getValue();
  }

  public int version() {
    return version;
  }

  public int type() {
    return type;
  }

  /** The request id, 64 bits unsigned. */
  public long id() {
    return id;
  }

  /** Empty for the rack itself. */
  public String serial() {
    return serial;
  }

  /** A copy. */
  public byte[] body() {
    return body.clone();
  }

  @Override
  public String toString() {
    return "Frame(0x%02X, %016X, %s, %d bytes)".formatted(type, id, serial, body.length);
  }
}
