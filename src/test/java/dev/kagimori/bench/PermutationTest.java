package dev.kagimori.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PermutationTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 64, 65, 1_000, 4_097, 100_000})
  void everyNumberComesOnce(int size) {
    for (long seed = 0; seed < 5; seed++) {
      var order = new Permutation(size, seed);
      var seen = new BitSet();
      for (int i = 0; i < size; i++) {
        int at = order.at(i);
        assertTrue(at >= 0 && at < size, () -> "out of range: " + at);
        seen.set(at);
      }
      assertEquals(size, seen.cardinality());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1_000, 100_000})
  void neighboursAreFarApart(int size) {
    var order = new Permutation(size, 42);
    int near = 0;
    for (int i = 1; i < size; i++) if (Math.abs(order.at(i) - order.at(i - 1)) <= 2) near++;
    assertTrue(near < size / 50, near + " neighbours are near each other");
  }
}
