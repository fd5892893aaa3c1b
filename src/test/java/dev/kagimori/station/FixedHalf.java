package dev.kagimori.station;

import java.util.random.RandomGenerator;

/** Gives each session the same half of the request ids. */
record FixedHalf(int half) implements RandomGenerator {
  /** The examples' reader. */
  static final FixedHalf EXAMPLES = new FixedHalf(0x5A17C0DE);

  @Override
  public long nextLong() {
    return Integer.toUnsignedLong(half);
  }
}
