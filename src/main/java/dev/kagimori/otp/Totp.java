package dev.kagimori.otp;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * How a token makes its codes (RFC 6238 §4): T0 is the Unix epoch.
 *
 * @param digits 6 to 8
 * @param step 1 to 120 whole seconds (NIST SP 800-63B allows at most two minutes)
 */
public record Totp(Algorithm algorithm, int digits, Duration step) {
  public Totp {
    if (digits < 6 || digits > 8)
      throw new IllegalArgumentException("a code has 6 to 8 digits, not " + digits);
    if (step.toSeconds() < 1
        || step.toSeconds() > 120
        || !step.equals(step.truncatedTo(ChronoUnit.SECONDS)))
      throw new IllegalArgumentException("a time step is 1 to 120 whole seconds, not " + step);
  }

  public static Totp of(Algorithm algorithm, int digits, int stepSeconds) {
    return new Totp(algorithm, digits, Duration.ofSeconds(stepSeconds));
  }

  public int stepSeconds() {
    return (int) step.toSeconds();
  }

  /** The time step that {@code at} lies in; 64 bits, so it outlives 2038. */
  public long stepAt(Instant at) {
    return stepAt(at.getEpochSecond());
  }

  /** The time step of a second of the epoch. */
  long stepAt(long second) {
    return Math.floorDiv(second, step.toSeconds());
  }

  /** The second of the epoch at which a step begins. */
  public long beginOf(long step) {
    return Math.multiplyExact(step, this.step.toSeconds());
  }

  /** The codes of a window, and of one step more, such as the last that was accepted. */
  public Codes codes(Seed seed, Window window, long stepApart) {
    return Codes.of(this, seed, window, stepApart);
  }

  /** The steps of a window whose code this is; all are computed, whichever match. */
  public List<Long> matches(Seed seed, OneTimeCode code, Window window) {
    return List.copyOf(codes(seed, window, window.first()).steps(code));
  }

  /** The code of a time step, as the token shows it. */
  public OneTimeCode code(Seed seed, long step) {
    int value = new Hotp(seed, algorithm, digits).value(step);
    return OneTimeCode.of(("%0" + digits + "d").formatted(value));
  }
}
