package dev.kagimori.fob.line;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FrameTest {
  private static List<Frame> decode(FrameDecoder decoder, byte[] line) {
    var frames = new ArrayList<Frame>();
    for (byte b : line) {
      var frame = decoder.take(b);
      if (frame != null) frames.add(frame);
    }
    return frames;
  }

  private static Frame random(Random random) {
    var body = new byte[random.nextInt(232)];
    random.nextBytes(body);
    var serial = random.nextBoolean() ? "" : "GM" + random.nextInt(10_000, 99_999);
    return Frame.of(random.nextInt(256), random.nextLong(), serial, body);
  }

  private static void assertSame(Frame expected, Frame actual) {
    assertEquals(expected.type(), actual.type());
    assertEquals(expected.id(), actual.id());
    assertEquals(expected.serial(), actual.serial());
    assertArrayEquals(expected.body(), actual.body());
  }

  @Test
  void everyFrameComesOutAsItWentIn() {
    var random = new Random(11);
    var decoder = new FrameDecoder();
    for (int i = 0; i < 20_000; i++) {
      var frame = random(random);
      var line = frame.encode();
      assertTrue(line.length <= Frame.LINE_MAX);
      var decoded = decode(decoder, line);
      assertEquals(1, decoded.size());
      assertSame(frame, decoded.getFirst());
    }
  }

  @Test
  void framesMayShareAFlagAndFlowControlBytesMayFallIn() {
    var one = Frame.of(1, 2, "", new byte[] {3}).encode();
    var line = new ByteArrayOutputStream();
    line.writeBytes(one);
    for (int i = 1; i < one.length; i++) {
      line.write(0x13);
      line.write(one[i]);
      line.write(0x11);
    }
    assertEquals(2, decode(new FrameDecoder(), line.toByteArray()).size());
  }

  @Test
  void aCutFrameCostsOnlyItself() {
    var random = new Random(12);
    for (int i = 0; i < 5_000; i++) {
      var cut = random(random).encode();
      var good = random(random);
      var line = new ByteArrayOutputStream();
      line.write(cut, 0, random.nextInt(cut.length - 1)); // less its end alone it would be whole
      line.writeBytes(good.encode());
      var decoded = decode(new FrameDecoder(), line.toByteArray());
      assertEquals(1, decoded.size());
      assertSame(good, decoded.getFirst());
    }
  }

  @Test
  void noGarbageIsAFrame() {
    var random = new Random(13);
    var decoder = new FrameDecoder();
    var garbage = new byte[64];
    for (int i = 0; i < 100_000; i++) {
      random.nextBytes(garbage);
      if (random.nextBoolean()) garbage[random.nextInt(64)] = Frame.FLAG;
      assertEquals(List.of(), decode(decoder, garbage));
    }
  }

  @Test
  void noFrameWithTurnedBitsIsAFrame() {
    var random = new Random(14);
    for (int i = 0; i < 50_000; i++) {
      var line = random(random).encode();
      var spoiled = line.clone();
      for (int n = random.nextInt(1, 5); n > 0; n--) {
        int at = random.nextInt(1, spoiled.length - 1);
        spoiled[at] ^= (byte) (1 << random.nextInt(8));
      }
      if (Arrays.equals(line, spoiled)) continue;
      assertEquals(List.of(), decode(new FrameDecoder(), spoiled));
    }
  }

  @Test
  void contentIsFifteenTo256Bytes() {
    assertNotNull(Frame.of(1, 1, "", new byte[241]));
    assertThrows(IllegalArgumentException.class, () -> Frame.of(1, 1, "", new byte[242]));
    var decoder = new FrameDecoder();
    assertNull(decoder.take((byte) 0x7E));
    for (int i = 0; i < 1_000; i++) assertNull(decoder.take((byte) 1));
    assertEquals(1, decode(decoder, Frame.of(1, 1, "", new byte[241]).encode()).size());
  }

  @Test
  void aDroppedBeginningIsForgotten() {
    var line = Frame.of(1, 1, "", new byte[0]).encode();
    var decoder = new FrameDecoder();
    decode(decoder, Arrays.copyOf(line, 5));
    decoder.drop();
    assertEquals(List.of(), decode(decoder, Arrays.copyOfRange(line, 5, line.length)));
    assertEquals(1, decode(decoder, line).size());
  }

  @Test
  void aFrameDoesNotSayWhatIsInIt() {
    var frame = Frame.of(1, 1, "", "287082".getBytes(StandardCharsets.UTF_8));
    assertEquals("Frame(0x01, 0000000000000001, , 6 bytes)", frame.toString());
  }
}
