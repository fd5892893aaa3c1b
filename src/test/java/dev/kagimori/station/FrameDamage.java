package dev.kagimori.station;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** What a bad line does to a frame, or to two that follow one another. */
enum FrameDamage {
  BIT_FLIPS_1_TO_8 {
    @Override
    byte[] on(byte[] one, byte[] two, RandomGenerator random) {
      var bytes = one.clone();
      for (int n = random.nextInt(1, 9); n > 0; n--) flip(bytes, random);
      if (Arrays.equals(bytes, one)) flip(bytes, random);
      return bytes;
    }
  },
  BIT_FLIPS_AT_A_RATE {
    @Override
    byte[] on(byte[] one, byte[] two, RandomGenerator random) {
      double perBit = Math.pow(10, -2 - random.nextInt(4));
      var bytes = one.clone();
      for (int bit = 0; bit < bytes.length * 8; bit++) {
        if (random.nextDouble() < perBit) bytes[bit / 8] ^= (byte) (1 << (bit % 8));
      }
      if (Arrays.equals(bytes, one)) flip(bytes, random);
      return bytes;
    }
  },
  LOST_BYTES {
    @Override
    byte[] on(byte[] one, byte[] two, RandomGenerator random) {
      byte[] bytes = one;
      for (int n = random.nextInt(1, 4); n > 0; n--) bytes = without(bytes, at(bytes, random));
      return bytes;
    }
  },
  DOUBLED_BYTE {
    @Override
    byte[] on(byte[] one, byte[] two, RandomGenerator random) {
      int at = at(one, random);
      return with(one, at, one[at]);
    }
  },
  FOREIGN_BYTE {
    @Override
    byte[] on(byte[] one, byte[] two, RandomGenerator random) {
      return with(one, at(one, random), (byte) random.nextInt(256));
    }
  },
  TRUNCATED {
    @Override
    byte[] on(byte[] one, byte[] two, RandomGenerator random) {
      return Arrays.copyOf(one, at(one, random));
    }
  },
  SWAPPED_BYTES {
    @Override
    byte[] on(byte[] one, byte[] two, RandomGenerator random) {
      var bytes = one.clone();
      int at = random.nextInt(bytes.length - 1);
      int other = random.nextBoolean() ? at + 1 : at(bytes, random); // neighbours, or any two
      bytes[at] = one[other];
      bytes[other] = one[at];
      return bytes;
    }
  },
  BURST {
    @Override
    byte[] on(byte[] one, byte[] two, RandomGenerator random) {
      var bytes = one.clone();
      int from = at(bytes, random);
      int to = Math.min(bytes.length, from + 1 + random.nextInt(12));
      for (int i = from; i < to; i++) bytes[i] = (byte) random.nextInt(256);
      return bytes;
    }
  },
  /** The beginning of one and the end of the other. */
  MERGED {
    @Override
    byte[] on(byte[] one, byte[] two, RandomGenerator random) {
      var bytes = new ByteArrayOutputStream();
      bytes.write(one, 0, random.nextInt(1, one.length - 1));
      int from = random.nextInt(1, two.length - 1);
      bytes.write(two, from, two.length - from);
      return bytes.toByteArray();
    }
  };

  static final List<FrameDamage> ALL = List.of(values());

  /** The bytes that come; now and then they hold one of the frames whole after all. */
  abstract byte[] on(byte[] one, byte[] two, RandomGenerator random);

  private static int at(byte[] bytes, RandomGenerator random) {
    return random.nextInt(bytes.length);
  }

  private static void flip(byte[] bytes, RandomGenerator random) {
    int bit = random.nextInt(bytes.length * 8);
    bytes[bit / 8] ^= (byte) (1 << (bit % 8));
  }

  private static byte[] without(byte[] frame, int at) {
    var bytes = new ByteArrayOutputStream();
    bytes.write(frame, 0, at);
    bytes.write(frame, at + 1, frame.length - at - 1);
    return bytes.toByteArray();
  }

  private static byte[] with(byte[] frame, int at, byte added) {
    var bytes = new ByteArrayOutputStream();
    bytes.write(frame, 0, at);
    bytes.write(added);
    bytes.write(frame, at, frame.length - at);
    return bytes.toByteArray();
  }
}
