package dev.kagimori.token;

import dev.kagimori.institution.Make.Kind;
import dev.kagimori.institution.Terms;
import dev.kagimori.institution.TermsFile;
import dev.kagimori.institution.TermsJson;
import dev.kagimori.otp.Algorithm;
import dev.kagimori.otp.OneTimeCode;
import dev.kagimori.otp.Seed;
import dev.kagimori.otp.Totp;
import dev.kagimori.secrets.Secrets;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

/** Tokens, codes and terms for tests of the pure parts. */
final class Fobs {
  static final Totp TOTP = Totp.of(Algorithm.SHA1, 6, 30);
  static final Seed SEED = Seed.of("Kagimori test seed 0".getBytes(StandardCharsets.US_ASCII));
  static final SerialNumber SERIAL = new SerialNumber("GM00000001");
  static final Owner HANAKO = new Owner("4100001", "hanako");
  static final Owner TARO = new Owner("4100002", "taro");
  static final Instant NOW = Instant.parse("2026-11-21T03:00:07Z");
  static final long STEP = TOTP.stepAt(NOW);

  private static final Presented WRONG = findWrong();

  static {
    Secrets.seed(SEED.reveal());
  }

  private Fobs() {}

  static Terms terms(Map<String, Object> changes) {
    var json = TermsFile.shipped("minato");
    changes.forEach(json::put);
    return TermsJson.read(json);
  }

  static Token inStock() {
    return Token.fresh(SERIAL, Kind.HARDWARE, TOTP, TokenState.IN_STOCK, null);
  }

  static Token allocated() {
    return inStock().withState(TokenState.ALLOCATED, HANAKO);
  }

  static Token inUse() {
    return allocated()
        .accepted(STEP - 100, NOW.minusSeconds(3000))
        .withState(TokenState.IN_USE, HANAKO);
  }

  static Presented shown(long step) {
    return new Presented(TOTP.code(SEED, step), null, SEED);
  }

  static Presented shown(long step, long next) {
    return new Presented(TOTP.code(SEED, step), TOTP.code(SEED, next), SEED);
  }

  /** A code that no step within an hour has. */
  static Presented wrong() {
    return WRONG;
  }

  private static Presented findWrong() {
    for (int number = 0; ; number++) {
      var code = OneTimeCode.parse("%06d".formatted(number)).orElseThrow();
      var window = new dev.kagimori.otp.Window(STEP - 120, STEP + 120, STEP);
      if (TOTP.matches(SEED, code, window).isEmpty()) return new Presented(code, null, SEED);
    }
  }
}
