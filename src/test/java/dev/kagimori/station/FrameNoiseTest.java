package dev.kagimori.station;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Noise never becomes a frame, and costs only the frame that it hits. */
class FrameNoiseTest {
  private static final int FRAMES = 1_000_000;

  @Test
  void inAMillionDamagedFramesNoneIsTakenForGoodAndTheNextOneIsAlwaysRead() {
    var random = new Random(37);
    var reader = new FrameReader();
    int harmless = 0;
    for (int i = 0; i < FRAMES; i++) {
      byte[] original = FrameTest.random(random).encode();
      byte[] next = FrameTest.random(random).encode();
      var read = new ArrayList<>(Pieces.read(reader, damaged(original, random)));
      read.addAll(Pieces.read(reader, next));
      assertArrayEquals(next, read.removeLast().encode());
      if (read.isEmpty()) continue;
      // An end doubled or missing, or flow control's bytes put in: the frame itself is whole.
      assertEquals(1, read.size());
      assertArrayEquals(original, read.getFirst().encode());
      harmless++;
    }
    assertTrue(harmless < FRAMES / 5, harmless + " of the damages did no harm");
  }

  @Test
  void pureNoiseIsNothing() {
    var random = new Random(38);
    var reader = new FrameReader();
    var noise = new byte[4096];
    for (int i = 0; i < 2_000; i++) {
      random.nextBytes(noise);
      assertTrue(Pieces.read(reader, noise).isEmpty());
    }
  }

  private static byte[] damaged(byte[] frame, Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> flipped(frame, random, Math.pow(10, -2 - random.nextInt(4)));
      case 1 -> without(frame, random.nextInt(frame.length));
      case 2 -> with(frame, random.nextInt(frame.length), frame[random.nextInt(frame.length)]);
      case 3 -> doubled(frame, random.nextInt(frame.length));
      case 4 -> Arrays.copyOf(frame, random.nextInt(frame.length));
      default -> burst(frame, random);
    };
  }

  /** At least one bit. */
  private static byte[] flipped(byte[] frame, Random random, double perBit) {
    var bytes = frame.clone();
    for (int bit = 0; bit < bytes.length * 8; bit++) {
      if (random.nextDouble() < perBit) flip(bytes, bit);
    }
    if (Arrays.equals(bytes, frame)) flip(bytes, random.nextInt(bytes.length * 8));
    return bytes;
  }

  private static void flip(byte[] bytes, int bit) {
    bytes[bit / 8] ^= (byte) (1 << (bit % 8));
  }

  private static byte[] without(byte[] frame, int at) {
    var bytes = new ByteArrayOutputStream();
    bytes.write(frame, 0, at);
    bytes.write(frame, at + 1, frame.length - at - 1);
    return bytes.toByteArray();
  }

  private static byte[] doubled(byte[] frame, int at) {
    return with(frame, at, frame[at]);
  }

  private static byte[] with(byte[] frame, int at, byte added) {
    var bytes = new ByteArrayOutputStream();
    bytes.write(frame, 0, at);
    bytes.write(added);
    bytes.write(frame, at, frame.length - at);
    return bytes.toByteArray();
  }

  private static byte[] burst(byte[] frame, Random random) {
    var bytes = frame.clone();
    int from = random.nextInt(frame.length);
    int to = Math.min(frame.length, from + 1 + random.nextInt(12));
    for (int i = from; i < to; i++) bytes[i] = (byte) random.nextInt(256);
    return bytes;
  }
}
