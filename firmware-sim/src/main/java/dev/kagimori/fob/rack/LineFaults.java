package dev.kagimori.fob.rack;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Faults to inject, by a seeded generator where they are random. */
public final class LineFaults {
  private LineFaults() {}

  /** Each bit turns over with this probability. */
  public static LineFault bitFlips(RandomGenerator random, double perBit) {
    return answer -> {
      var bytes = answer.clone();
      for (int bit = 0; bit < bytes.length * 8; bit++) {
        if (random.nextDouble() < perBit) bytes[bit / 8] ^= (byte) (1 << (bit % 8));
      }
      return bytes;
    };
  }

  /** Up to so many random bytes before each answer. */
  public static LineFault garbage(RandomGenerator random, int bytesMax) {
    return answer -> {
      var noise = new byte[random.nextInt(bytesMax + 1)];
      random.nextBytes(noise);
      return ByteBuffer.allocate(noise.length + answer.length).put(noise).put(answer).array();
    };
  }

  /** With this probability only a beginning of the answer leaves, possibly nothing. */
  public static LineFault cut(RandomGenerator random, double probability) {
    return answer -> {
      boolean whole = random.nextDouble() >= probability;
      int length = whole ? answer.length : random.nextInt(answer.length);
      return Arrays.copyOf(answer, length);
    };
  }

  /** Every answer leaves so much later. */
  public static LineFault slow(Duration by) {
    return new LineFault() {
      @Override
      public byte[] spoil(byte[] answer) {
        return answer;
      }

      @Override
      public Duration delay() {
        return by;
      }
    };
  }
}
