package dev.kagimori.bench;

/**
 * A pseudo-random order of {@code 0 … size-1} that needs no memory: a Feistel network over the next
 * power of four, walked until it is in range.
 */
final class Permutation {
  private static final int ROUNDS = 4;

  private final int size;
  private final int halfBits;
  private final int mask;
  private final long[] keys = new long[ROUNDS];

  /**
   * @param size at least 1
   */
  Permutation(int size, long seed) {
    if (size < 1) throw new IllegalArgumentException("size is at least 1: " + size);
    this.size = size;
    int bits = Math.max(2, Integer.SIZE - Integer.numberOfLeadingZeros(size - 1));
    halfBits = (bits + 1) / 2;
    mask = (1 << halfBits) - 1;
    for (int i = 0; i < ROUNDS; i++) keys[i] = mixed(seed + i + 1);
  }

  int size() {
    return size;
  }

  /** The {@code index}-th of the order. */
  int at(int index) {
    int value = index;
    do value = once(value);
    while (value >= size || value < 0);
    return value;
  }

  private int once(int value) {
    int left = value >>> halfBits;
    int right = value & mask;
    for (long key : keys) {
      int next = left ^ ((int) mixed(right ^ key) & mask);
      left = right;
      right = next;
    }
    return (left << halfBits) | right;
  }

  /** SplitMix64's finaliser. */
  private static long mixed(long value) {
    long z = value * 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
