package dev.kagimori.otp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kagimori.fob.device.CodeRule;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Service and simulator were written apart; they show the same codes. */
class SimulatorAgreesTest {
  @ParameterizedTest
  @EnumSource(Algorithm.class)
  void everyCodeIsTheSame(Algorithm algorithm) {
    var random = new Random(algorithm.name().length());
    for (int i = 0; i < 20_000; i++) {
      var seed = new byte[16 + random.nextInt(49)];
      random.nextBytes(seed);
      int digits = random.nextBoolean() ? 6 : 8;
      int step = random.nextBoolean() ? 30 : 60;
      var at = Instant.ofEpochSecond(random.nextLong(17_000_000_000L));
      var totp = Totp.of(algorithm, digits, step);
      var fob =
          dev.kagimori.fob.device.Totp.code(
              dev.kagimori.fob.device.Seed.of(seed),
              new CodeRule(
                  digits, step, dev.kagimori.fob.device.Algorithm.valueOf(algorithm.name())),
              at);
      assertEquals(fob, totp.code(Seed.of(seed), totp.stepAt(at)).reveal());
    }
  }
}
