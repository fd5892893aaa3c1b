package dev.kagimori.trial;

import dev.kagimori.fob.device.Fob;
import dev.kagimori.fob.device.Totp;
import dev.kagimori.phone.AppToken;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Function;

/**
 * A token in somebody's hand.
 *
 * @param step seconds
 * @param codes what it shows at a time
 */
record Held(String serial, int digits, int step, Function<Instant, String> codes) {
  /** Further away than the widest window. */
  private static final int STEPS_AROUND = 40;

  /** No other number of the trials. */
  private static final int WRONG = 73_914_206;

  static Held of(AppToken token) {
    return new Held(token.serial(), token.digits(), token.step(), token::codeAt);
  }

  /** A fob whose clock is right. */
  static Held of(Fob fob) {
    var rule = Objects.requireNonNull(fob.rule());
    var seed = Objects.requireNonNull(fob.seed());
    return new Held(
        fob.serial(), rule.digits(), rule.stepSeconds(), at -> Totp.code(seed, rule, at));
  }

  String code(Instant at) {
    return codes.apply(at);
  }

  /** None that it shows about now. */
  String wrongCode(Instant now) {
    for (int n = WRONG; ; n++) {
      var code = "%08d".formatted(n).substring(8 - digits);
      if (!shows(code, now)) return code;
    }
  }

  private boolean shows(String code, Instant now) {
    for (int n = -STEPS_AROUND; n <= STEPS_AROUND; n++)
      if (code(now.plusSeconds((long) step * n)).equals(code)) return true;
    return false;
  }
}
