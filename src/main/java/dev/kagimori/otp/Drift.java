package dev.kagimori.otp;

import java.time.Duration;
import java.time.Instant;

/**
 * What an accepted code tells of a token's clock (RFC 6238 §6).
 *
 * <p>A code of step s that arrives at t was shown when the token's clock stood in s, so the clock
 * is at least {@code begin(s) − t} ahead; and, since people take time to type, at most {@code
 * end(s) − t} and half a step. The estimate moves no further than it must to lie between the two,
 * so that a slow typist does not pull it to and fro.
 */
public final class Drift {
  private Drift() {}

  /**
   * The new estimate, within ± 10 minutes, moved by at most one step and what a quartz can do since
   * the last acceptance.
   *
   * @param driftSeconds the estimate so far: token's clock minus the service's
   * @param step the accepted step
   * @param sinceAccepted the time since the last acceptance
   */
  public static long learn(
      Totp totp, Instant now, long driftSeconds, long step, Duration sinceAccepted) {
    return moved(totp, now, driftSeconds, step, Window.driftMax(totp, sinceAccepted));
  }

  /** The first estimate for a token that was never used. */
  public static long first(Totp totp, Instant now, long step) {
    return moved(totp, now, 0, step, Window.REACH_MAX.toSeconds());
  }

  private static long moved(Totp totp, Instant now, long drift, long step, long moveMax) {
    long least = totp.beginOf(step) - now.getEpochSecond();
    long most = least + totp.stepSeconds() + totp.stepSeconds() / 2;
    long wanted = Math.clamp(drift, least, most);
    long moved = Math.clamp(wanted, drift - moveMax, drift + moveMax);
    long bound = Window.REACH_MAX.toSeconds();
    return Math.clamp(moved, -bound, bound);
  }
}
