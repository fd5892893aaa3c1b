package dev.kagimori.otp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SeedTest {
  private static byte[] bytes(int length) {
    var bytes = new byte[length];
    Arrays.fill(bytes, (byte) 7);
    return bytes;
  }

  @Test
  void closingWipesTheArrayThatItOwns() {
    var bytes = bytes(20);
    Seed.owning(bytes).close();
    assertArrayEquals(new byte[20], bytes);
  }

  @Test
  void whatIsRefusedIsWipedToo() {
    for (int length : new int[] {Seed.LENGTH_MIN - 1, Seed.LENGTH_MAX + 1}) {
      var bytes = bytes(length);
      assertThrows(IllegalArgumentException.class, () -> Seed.owning(bytes));
      assertArrayEquals(new byte[length], bytes);
    }
  }

  @Test
  void whatIsCopiedStays() {
    var bytes = bytes(20);
    Seed.of(bytes).close();
    assertArrayEquals(bytes(20), bytes);
  }

  @Test
  void aKeyForTheProviderIsACopyThatItMayWipe() {
    var seed = Seed.of(bytes(20));
    Arrays.fill(new MacKey(seed, Algorithm.SHA1).getEncoded(), (byte) 0);
    assertArrayEquals(bytes(20), seed.reveal());
  }
}
