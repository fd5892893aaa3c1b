package dev.kagimori.bench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.kagimori.otp.Algorithm;
import dev.kagimori.otp.Seed;
import dev.kagimori.otp.Totp;
import dev.kagimori.secrets.Secrets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CodeMakerTest {
  private static final Totp TOTP = Totp.of(Algorithm.SHA1, 6, Tokens.STEP_SECONDS);

  private final Random random = new Random(4226);
  private final CodeMaker maker = new CodeMaker(secret());

  private static byte[] secret() {
    var secret = new byte[32];
    new Random(6238).nextBytes(secret);
    Secrets.seed(secret);
    return secret;
  }

  @Test
  void codesAreTheProductsOwn() {
    for (int i = 0; i < 500; i++) {
      int number = Tokens.REGISTERED + random.nextInt(Tokens.REGISTERED_MAX);
      long step = random.nextInt(100_000_000);
      assertEquals(shown(number, step), code(maker.code(number, step)));
    }
  }

  @Test
  void wrongCodesAreNotShownNearTheirStep() {
    for (int i = 0; i < 200; i++) {
      int number = Tokens.STOCK + random.nextInt(1_000);
      long step = random.nextInt(100_000_000);
      var wrong = code(maker.wrong(number, step));
      for (long near = step - 2; near <= step + 2; near++)
        assertNotEquals(shown(number, near), wrong);
    }
  }

  @Test
  void seedsAreTheSameEachTimeAndEachTokensOwn() {
    assertArrayEquals(seed(Tokens.REGISTERED), new CodeMaker(secret()).seed(Tokens.REGISTERED));
    assertEquals(20, seed(Tokens.REGISTERED).length);
    assertNotEquals(Seed.of(seed(Tokens.REGISTERED)), Seed.of(seed(Tokens.REGISTERED + 1)));
  }

  private byte[] seed(int number) {
    var seed = maker.seed(number);
    Secrets.seed(seed);
    return seed;
  }

  private String shown(int number, long step) {
    try (var seed = Seed.of(seed(number))) {
      return Secrets.code(TOTP.code(seed, step).reveal());
    }
  }

  private static String code(int code) {
    return Secrets.code("%06d".formatted(code));
  }
}
