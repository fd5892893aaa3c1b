package dev.kagimori.fob.rack;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineFaultsTest {
  private static final int MANY = 2_000_000;

  private static byte[] bytes(int count) {
    var bytes = new byte[count];
    new Random(21).nextBytes(bytes);
    return bytes;
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-2, 1e-3, 1e-4, 1e-5})
  void faultsOfBytesComeAtTheirRate(double rate) {
    var before = bytes(MANY);
    double expected = MANY * rate;
    double off = 5 * Math.sqrt(expected); // five standard deviations
    var flipped = LineFaults.bitFlips(new Random(22), rate).spoil(before);
    int bits = 0;
    for (int i = 0; i < MANY; i++) bits += Integer.bitCount((before[i] ^ flipped[i]) & 0xFF);
    assertEquals(expected, bits, off);
    assertEquals(expected, MANY - LineFaults.lost(new Random(23), rate).spoil(before).length, off);
    assertEquals(
        expected, LineFaults.doubled(new Random(24), rate).spoil(before).length - MANY, off);
  }

  @Test
  void theSameSeedSpoilsTheSameBytesInTheSameWay() {
    Function<Long, LineFault> faults =
        seed -> {
          var random = new Random(seed);
          return LineFaults.bitFlips(random, 0.01)
              .then(LineFaults.lost(random, 0.01))
              .then(LineFaults.doubled(random, 0.01))
              .then(LineFaults.garbage(random, 20))
              .then(LineFaults.cut(random, 0.1))
              .then(LineFaults.slow(random, 0.1, Duration.ofMillis(1)))
              .then(LineFaults.hangUps(random, 0.1));
        };
    var one = faults.apply(25L);
    var same = faults.apply(25L);
    var other = faults.apply(26L);
    int differences = 0;
    for (int i = 0; i < 1_000; i++) {
      byte[] passed = one.spoil(bytes(60));
      assertArrayEquals(passed, same.spoil(bytes(60)));
      assertEquals(one.delay(), same.delay());
      assertEquals(one.hangsUp(), same.hangsUp());
      if (!Arrays.equals(passed, other.spoil(bytes(60)))) differences++;
      other.delay();
      other.hangsUp();
    }
    assertTrue(differences > 900, differences + " of 1000 differ with another seed");
  }

  @Test
  void aHangUpComesInTheMiddleOfAnAnswerAndIsNotForgottenByTheNextFault() {
    var hangsUp = LineFaults.hangUps(new Random(27), 1).then(LineFaults.cut(new Random(28), 0));
    for (int i = 0; i < 100; i++) {
      assertTrue(hangsUp.spoil(bytes(40)).length < 40);
      assertTrue(hangsUp.hangsUp());
    }
    var never = LineFaults.hangUps(new Random(29), 0);
    assertEquals(40, never.spoil(bytes(40)).length);
    assertFalse(never.hangsUp());
    assertFalse(LineFault.NONE.hangsUp());
  }

  @Test
  void slownessAddsUp() {
    var second = Duration.ofSeconds(1);
    var slow = LineFaults.slow(second).then(LineFaults.slow(new Random(30), 1, second));
    assertEquals(Duration.ofSeconds(2), slow.delay());
    assertNotEquals(0, slow.spoil(bytes(40)).length);
    assertEquals(Duration.ZERO, LineFaults.slow(new Random(31), 0, second).delay());
  }

  @Test
  void whatIsNoRateIsRefused() {
    var random = new Random(32);
    for (double rate : new double[] {-0.1, 1.1, Double.NaN}) {
      assertThrows(IllegalArgumentException.class, () -> LineFaults.bitFlips(random, rate));
      assertThrows(IllegalArgumentException.class, () -> LineFaults.lost(random, rate));
      assertThrows(IllegalArgumentException.class, () -> LineFaults.cut(random, rate));
      assertThrows(IllegalArgumentException.class, () -> LineFaults.hangUps(random, rate));
    }
  }
}
