package dev.kagimori.otp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CodesTest {
  private static final Random RANDOM = new Random(20261121);

  private static Seed seed() {
    var bytes = new byte[Seed.LENGTH_MIN + RANDOM.nextInt(Seed.LENGTH_MAX - Seed.LENGTH_MIN + 1)];
    RANDOM.nextBytes(bytes);
    return Seed.of(bytes);
  }

  @ParameterizedTest
  @EnumSource
  void aCodeIsFoundAtItsStepAndNowhereElse(Algorithm algorithm) {
    for (int i = 0; i < 500; i++) {
      var totp = Totp.of(algorithm, 6 + RANDOM.nextInt(3), 30);
      var seed = seed();
      long first = RANDOM.nextLong(1L << 40);
      var window = new Window(first, first + RANDOM.nextInt(50), first);
      var codes = totp.codes(seed, window, first - 1);
      long asked = first - 2 + RANDOM.nextInt(60);
      var code = totp.code(seed, asked);
      var should = new ArrayList<Long>();
      for (long step = first; step <= window.last(); step++)
        if (totp.code(seed, step).equals(code)) should.add(step);
      assertEquals(should, codes.steps(code));
      assertEquals(should, totp.matches(seed, code, window));
      assertEquals(totp.code(seed, first - 1).equals(code), codes.isApart(code));
    }
  }

  @Test
  void theStepApartMayLieInTheWindowOrBeNone() {
    var totp = Totp.of(Algorithm.SHA1, 6, 30);
    var seed = seed();
    var inside = totp.codes(seed, new Window(10, 20, 15), 12);
    assertTrue(inside.isApart(totp.code(seed, 12)));
    assertTrue(inside.steps(totp.code(seed, 12)).contains(12L));
    assertTrue(totp.codes(seed, new Window(10, 20, 15), -1).isApart(totp.code(seed, -1)));
  }

  @Test
  void aCodeOfAnotherLengthIsApartOfNothing() {
    var totp = Totp.of(Algorithm.SHA1, 6, 30);
    var seed = seed();
    var eight = OneTimeCode.parse("00" + totp.code(seed, 5).reveal()).orElseThrow();
    assertFalse(totp.codes(seed, Window.only(5), 5).isApart(eight));
  }

  @Test
  void manyAtOnceDoNotMixTheirSeeds() throws Exception {
    var totp = Totp.of(Algorithm.SHA1, 8, 30);
    var tasks = new ArrayList<Callable<Boolean>>();
    for (int i = 0; i < 400; i++) {
      var seed = seed();
      var alone = totp.code(seed, 7);
      tasks.add(() -> totp.codes(seed, new Window(0, 60, 30), -1).steps(alone).contains(7L));
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var found : threads.invokeAll(tasks)) assertTrue(found.get());
    }
  }
}
