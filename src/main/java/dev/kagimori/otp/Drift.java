package dev.kagimori.otp;

import java.time.Duration;
import java.time.Instant;

/**
 * What an accepted code tells of a token's clock (RFC 6238 §6).
 *
 * <p>A code of step s that arrives at t stood for a moment somewhere in s; its middle is the best
 * guess, off by half a step at most. So one code moves the estimate to that middle where the quartz
 * may have drifted since the last one; where it hardly can have, the estimate is the better of the
 * two, and only a third of a step's difference is believed. What people take to type is part of
 * what is learnt.
 */
public final class Drift {
  private Drift() {}

  /**
   * The new estimate, within ± 10 minutes, moved by at most a third of a step and what a quartz can
   * do since the last acceptance: who types late twice is not refused when typing promptly again.
   *
   * @param driftSeconds the estimate so far: token's clock minus the service's
   * @param step the accepted step
   * @param sinceAccepted the time since the last acceptance
   */
  public static long learn(
      Totp totp, Instant now, long driftSeconds, long step, Duration sinceAccepted) {
    long quartz = Window.driftMax(totp, sinceAccepted) - totp.stepSeconds();
    long reach = quartz + totp.stepSeconds() / 3;
    long doubt = Math.max(0, totp.stepSeconds() / 3 - quartz);
    long middle = middle(totp, now, step);
    long wanted = Math.clamp(driftSeconds, middle - doubt, middle + doubt);
    return bounded(Math.clamp(wanted, driftSeconds - reach, driftSeconds + reach));
  }

  /** The first estimate for a token that was never used. */
  public static long first(Totp totp, Instant now, long step) {
    return bounded(middle(totp, now, step));
  }

  private static long middle(Totp totp, Instant now, long step) {
    return totp.beginOf(step) + totp.stepSeconds() / 2 - now.getEpochSecond();
  }

  private static long bounded(long drift) {
    long bound = Window.REACH_MAX.toSeconds();
    return Math.clamp(drift, -bound, bound);
  }
}
