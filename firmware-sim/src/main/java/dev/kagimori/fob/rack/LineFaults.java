package dev.kagimori.fob.rack;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Faults to inject. Those that are random take a generator: give it a seed, and the same bytes are
 * spoilt in the same way again. Rates and probabilities are 0 to 1; combine faults by {@link
 * LineFault#then}.
 */
public final class LineFaults {
  private LineFaults() {}

  /** One bit of a byte turns over, with this probability for each byte. */
  public static LineFault bitFlips(RandomGenerator random, double perByte) {
    requireRate(perByte);
    return passing -> {
      var bytes = passing.clone();
      for (int i = 0; i < bytes.length; i++) {
        if (random.nextDouble() < perByte) bytes[i] ^= (byte) (1 << random.nextInt(Byte.SIZE));
      }
      return bytes;
    };
  }

  /** A byte is lost, with this probability for each. */
  public static LineFault lost(RandomGenerator random, double perByte) {
    return times(random, perByte, 0);
  }

  /** A byte comes twice, with this probability for each. */
  public static LineFault doubled(RandomGenerator random, double perByte) {
    return times(random, perByte, 2);
  }

  private static LineFault times(RandomGenerator random, double perByte, int times) {
    requireRate(perByte);
    return passing -> {
      var bytes = new ByteArrayOutputStream(2 * passing.length);
      for (byte b : passing) {
        int copies = random.nextDouble() < perByte ? times : 1;
        for (int i = 0; i < copies; i++) bytes.write(b);
      }
      return bytes.toByteArray();
    };
  }

  /** Up to so many random bytes before each answer. */
  public static LineFault garbage(RandomGenerator random, int bytesMax) {
    return passing -> {
      var noise = new byte[random.nextInt(bytesMax + 1)];
      random.nextBytes(noise);
      return ByteBuffer.allocate(noise.length + passing.length).put(noise).put(passing).array();
    };
  }

  /** With this probability only a beginning of the answer leaves, possibly nothing. */
  public static LineFault cut(RandomGenerator random, double probability) {
    requireRate(probability);
    return passing -> random.nextDouble() < probability ? beginning(random, passing) : passing;
  }

  private static byte[] beginning(RandomGenerator random, byte[] passing) {
    return Arrays.copyOf(passing, passing.length == 0 ? 0 : random.nextInt(passing.length));
  }

  /** Every answer leaves so much later. */
  public static LineFault slow(Duration by) {
    return new LineFault() {
      @Override
      public byte[] spoil(byte[] passing) {
        return passing;
      }

      @Override
      public Duration delay() {
        return by;
      }
    };
  }

  /** With this probability an answer leaves so much later. */
  public static LineFault slow(RandomGenerator random, double probability, Duration by) {
    requireRate(probability);
    return new LineFault() {
      @Override
      public byte[] spoil(byte[] passing) {
        return passing;
      }

      @Override
      public Duration delay() {
        return random.nextDouble() < probability ? by : Duration.ZERO;
      }
    };
  }

  /** With this probability the line is hung up in the middle of an answer. */
  public static LineFault hangUps(RandomGenerator random, double probability) {
    requireRate(probability);
    return new LineFault() {
      private boolean now;

      @Override
      public byte[] spoil(byte[] passing) {
        now = random.nextDouble() < probability;
        return now ? beginning(random, passing) : passing;
      }

      @Override
      public boolean hangsUp() {
        return now;
      }
    };
  }

  private static void requireRate(double rate) {
    if (!(rate >= 0 && rate <= 1)) throw new IllegalArgumentException("0 to 1, not " + rate);
  }
}
