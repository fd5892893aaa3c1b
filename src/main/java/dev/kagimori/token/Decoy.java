package dev.kagimori.token;

import dev.kagimori.institution.Make;
import dev.kagimori.institution.Make.Kind;
import dev.kagimori.institution.Terms;
import dev.kagimori.otp.Algorithm;
import dev.kagimori.otp.OneTimeCode;
import dev.kagimori.otp.Seed;
import dev.kagimori.otp.Totp;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is judged where a serial number is unknown, or its seed does not open, so that this takes as
 * long as if it were not so.
 */
public final class Decoy {
  private static final Totp USUAL = Totp.of(Algorithm.SHA1, 6, 30);
  private static final Seed SEED = randomSeed();

  private Decoy() {}

  /** Judges, and refuses whatever comes of it. */
  public static Decision refuse(
      SerialNumber serial,
      OneTimeCode code,
      @Nullable OneTimeCode next,
      Function<Presented, Command> command,
      Terms terms,
      Instant now) {
    var totp = terms.make(serial.value()).map(Make::totp).orElse(USUAL);
    var decoy = Token.fresh(serial, Kind.HARDWARE, totp, TokenState.IN_STOCK, null);
    var judged =
        LifeCycle.decide(decoy, command.apply(new Presented(code, next, SEED)), terms, now);
    return new Decision.Refused(
        decoy,
        judged instanceof Decision.Refused(var token, var reason)
                && reason == Decision.Reason.MAKE_CLOSED
            ? reason
            : Decision.Reason.UNKNOWN_SERIAL);
  }

  /**
   * Judges a token whose seed does not open. What bars it by itself is told as ever; of its codes
   * none is right or wrong.
   *
   * @return the token as it was
   */
  static Decision unusable(
      Token token,
      OneTimeCode code,
      @Nullable OneTimeCode next,
      Function<Presented, Command> command,
      Terms terms,
      Instant now) {
    var judged =
        LifeCycle.decide(token, command.apply(new Presented(code, next, SEED)), terms, now);
    var barred =
        judged instanceof Decision.Refused refused && !refused.reason().isOfCode()
            ? refused.reason()
            : Decision.Reason.SEED_UNUSABLE;
    return new Decision.Refused(token, barred);
  }

  private static Seed randomSeed() {
    var bytes = new byte[20];
    new SecureRandom().nextBytes(bytes);
    return Seed.of(bytes);
  }
}
