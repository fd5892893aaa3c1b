package dev.kagimori.station;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32;

/** One frame of the rack's line protocol, version 1 (§2). Its body may hold a code: no toString. */
final class Frame {
  static final int CONTENT_MIN = 15;
  static final int CONTENT_MAX = 256;

  /** A frame on the line: every content byte escaped, and both ends. */
  static final int LINE_MAX = 2 * CONTENT_MAX + 2;

  static final byte END = 0x7E;
  static final byte ESCAPE = 0x7D;
  static final byte XON = 0x11;
  static final byte XOFF = 0x13;
  static final int ESCAPED = 0x20;

  private static final int VERSION = 1;
  private static final int HEAD = 11;
  private static final int CHECK = 4;

  private final int type;
  private final long id;
  private final String serial;
  private final byte[] body;

  /**
   * @param type 1 to 255
   * @param id request id
   * @param serial of a fob; empty for the rack
   * @param body 0 to 241 bytes less the serial number's
   */
  Frame(int type, long id, String serial, byte[] body) {
    if (HEAD + serial.length() + body.length + CHECK > CONTENT_MAX) {
      throw new IllegalArgumentException("a body of " + body.length + " bytes is too long");
    }
    if (!serial.isEmpty() && !Serial.isValid(serial)) {
      throw new IllegalArgumentException("not a serial number");
    }
    this.type = type;
    this.id = id;
    this.serial = serial;
    this.body = body.clone();
  }

  int type() {
    return type;
  }

  long id() {
    return id;
  }

  String serial() {
    return serial;
  }

  byte[] body() {
    return body.clone();
  }

  /** As it goes on the line. */
  byte[] encode() {
    var content = ByteBuffer.allocate(HEAD + serial.length() + body.length + CHECK);
    content.put((byte) VERSION).put((byte) type).putLong(id).put((byte) serial.length());
    content.put(serial.getBytes(StandardCharsets.US_ASCII)).put(body);
    content.putInt(crc(content.array(), content.position()));
    var line = ByteBuffer.allocate(LINE_MAX).put(END);
    for (byte b : content.array()) {
      switch (b) {
        case END, ESCAPE, XON, XOFF -> line.put(ESCAPE).put((byte) (b ^ ESCAPED));
        default -> line.put(b);
      }
    }
    line.put(END);
    var bytes = new byte[line.flip().remaining()];
    line.get(bytes);
    return bytes;
  }

  /**
   * Reads unescaped content.
   *
   * @return empty where nothing in it can be trusted, or it is of a version other than 1
   */
  static Optional<Frame> parse(byte[] bytes, int length) {
    if (length < CONTENT_MIN || length > CONTENT_MAX) return Optional.empty();
    var content = ByteBuffer.wrap(bytes, 0, length);
    if (content.getInt(length - CHECK) != crc(bytes, length - CHECK)) return Optional.empty();
    int version = Byte.toUnsignedInt(content.get());
    int type = Byte.toUnsignedInt(content.get());
    long id = content.getLong();
    int n = Byte.toUnsignedInt(content.get());
    if (version != VERSION || HEAD + n + CHECK > length) return Optional.empty();
    String serial = new String(bytes, HEAD, n, StandardCharsets.US_ASCII);
    if (n != 0 && !Serial.isValid(serial)) return Optional.empty();
    var body = new byte[length - HEAD - n - CHECK];
    content.position(HEAD + n).get(body);
    return Optional.of(new Frame(type, id, serial, body));
  }

  private static int crc(byte[] bytes, int length) {
    var crc = new CRC32();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }
}
