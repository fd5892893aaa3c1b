package dev.kagimori.station;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

/** §2: frames. */
class FrameTest {
  @Test
  void everyWorkedExampleIsReadAndWrittenBackByteForByte() {
    assertEquals(34, Examples.all().size());
    boolean request = true;
    for (byte[] example : Examples.all()) {
      var frame = Pieces.only(example).orElseThrow();
      assertArrayEquals(example, frame.encode());
      assertEquals(request, frame.type() < 0x80);
      request = !request;
    }
  }

  @Test
  void anExampleHasTheFieldsThatItsTextSays() {
    var hello = Pieces.only(Examples.all().getFirst()).orElseThrow();
    assertEquals(0x01, hello.type());
    assertEquals(0x5A17C0DE_00000001L, hello.id());
    assertEquals("", hello.serial());
    assertEquals(0, hello.body().length);
    var code = Pieces.only(Examples.all().get(9)).orElseThrow();
    assertEquals("GM00000001", code.serial());
    assertEquals("287082", new String(code.body(), 5, 6, US_ASCII));
  }

  @Test
  void whateverTheBodyWhatIsWrittenIsReadAgain() {
    var random = new Random(20261);
    for (int i = 0; i < 20_000; i++) {
      var frame = random(random);
      byte[] line = frame.encode();
      assertTrue(line.length <= Frame.LINE_MAX);
      var read = Pieces.only(line).orElseThrow();
      assertEquals(frame.type(), read.type());
      assertEquals(frame.id(), read.id());
      assertEquals(frame.serial(), read.serial());
      assertArrayEquals(frame.body(), read.body());
      for (int at = 1; at < line.length - 1; at++) {
        assertFalse(line[at] == 0x7E || line[at] == 0x11 || line[at] == 0x13);
      }
    }
  }

  @Test
  void theLongestFrameIsReadAndOneByteMoreIsNot() {
    var longest = new Frame(0x81, -1, "", new byte[241]);
    assertTrue(Pieces.only(longest.encode()).isPresent());
    assertThrows(IllegalArgumentException.class, () -> new Frame(1, 1, "", new byte[242]));
    assertThrows(
        IllegalArgumentException.class, () -> new Frame(1, 1, "GM00000001", new byte[232]));
    assertTrue(Pieces.only(raw(new byte[253])).isEmpty());
  }

  @Test
  void contentThatCannotBeIsDroppedThoughItsCheckValueIsRight() {
    byte[] hello = HexFormat.of().parseHex("010100000000000000010000");
    assertTrue(Pieces.only(raw(copy(hello, 11))).isPresent());
    assertTrue(Pieces.only(raw(copy(hello, 10))).isEmpty()); // under 15 bytes
    assertTrue(Pieces.only(raw(with(hello, 0, 2))).isEmpty()); // another version
    assertTrue(Pieces.only(raw(with(hello, 10, 1))).isEmpty()); // n neither 0 nor 6 to 20
    assertTrue(Pieces.only(raw(with(hello, 10, 6))).isEmpty()); // n does not fit
    byte[] fob = ByteBuffer.allocate(17).put(with(copy(hello, 11), 10, 6)).array();
    assertTrue(
        Pieces.only(raw(ByteBuffer.wrap(fob.clone()).put(11, ascii("GM0001")).array()))
            .isPresent());
    assertTrue(
        Pieces.only(raw(ByteBuffer.wrap(fob.clone()).put(11, ascii("gm0001")).array())).isEmpty());
  }

  @Test
  void twoFramesMayShareOneEndAndFlowControlBytesAreNotThere() {
    byte[] one = Examples.all().get(1);
    byte[] two = Examples.all().get(3);
    var line = ByteBuffer.allocate(one.length + two.length + 1);
    line.put((byte) 0x55).put(one).put(two, 1, two.length - 1).put((byte) 0x13);
    assertEquals(2, Pieces.read(new FrameReader(), line.array()).size());
    var sprinkled = ByteBuffer.allocate(2 * one.length);
    for (byte b : one) sprinkled.put((byte) 0x11).put(b);
    assertTrue(Pieces.only(sprinkled.array()).isPresent());
  }

  @Test
  void anUnfinishedFrameIsDroppedWhenTheLinePausesButNotBefore() {
    byte[] bytes = Examples.all().get(1);
    assertTrue(readWithPause(bytes, Duration.ofMillis(500)));
    assertFalse(readWithPause(bytes, Duration.ofMillis(501)));
  }

  private static boolean readWithPause(byte[] bytes, Duration pause) {
    var reader = new FrameReader();
    long nanos = Long.MAX_VALUE - 5; // the clock's overflow must not matter
    boolean read = false;
    for (int i = 0; i < bytes.length; i++) {
      if (i == 9) nanos += pause.toNanos();
      read |= reader.take(bytes[i], nanos).isPresent();
    }
    return read;
  }

  static Frame random(Random random) {
    String[] serials = {"", "GM00000001", "8T41902ZQ7M3", "ABCDEF", "ABCDEFGHIJ0123456789"};
    var body = new byte[random.nextInt(60)];
    random.nextBytes(body);
    if (random.nextInt(4) == 0) Arrays.fill(body, (byte) 0x7E);
    return new Frame(
        1 + random.nextInt(255), random.nextLong(), serials[random.nextInt(serials.length)], body);
  }

  private static byte[] raw(byte[] head) {
    var crc = new CRC32();
    crc.update(head);
    var content = ByteBuffer.allocate(head.length + 4).put(head).putInt((int) crc.getValue());
    var line = ByteBuffer.allocate(2 * content.capacity() + 2).put((byte) 0x7E);
    for (byte b : content.array()) {
      if (b == 0x7E || b == 0x7D || b == 0x11 || b == 0x13)
        line.put((byte) 0x7D).put((byte) (b ^ 0x20));
      else line.put(b);
    }
    line.put((byte) 0x7E);
    return copy(line.array(), line.position());
  }

  private static byte[] copy(byte[] bytes, int length) {
    return Arrays.copyOf(bytes, length);
  }

  private static byte[] with(byte[] bytes, int at, int value) {
    var changed = bytes.clone();
    changed[at] = (byte) value;
    return changed;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(US_ASCII);
  }
}
