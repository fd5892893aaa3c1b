package dev.kagimori.otp;

import java.time.Duration;
import java.time.Instant;

/**
 * The time steps that a token may be showing, as seen from the service's clock (RFC 6238 §5.2, §6).
 *
 * @param first the earliest step, inclusive
 * @param last the latest step, inclusive
 * @param centre the step that the token shows if its drift is what it is thought to be
 */
public record Window(long first, long last, long centre) {
  /** No token is followed further than this from the service's clock: ten minutes. */
  public static final Duration REACH_MAX = Duration.ofMinutes(10);

  /** What a fob's quartz may lose or gain (F4): two minutes a year. */
  static final long QUARTZ_SECONDS_A_YEAR = 120;

  private static final double YEAR_SECONDS = 365.25 * 86_400;

  /** The steps in which a code is accepted alone: the centre and its two neighbours. */
  public static Window inner(Totp totp, Instant now, long driftSeconds) {
    return around(totp, now, driftSeconds, totp.stepSeconds());
  }

  /**
   * The steps in which a code together with its follower is accepted: one step and what the quartz
   * can have drifted since the last acceptance, to each side.
   *
   * @param sinceAccepted negative counts as zero
   */
  public static Window outer(Totp totp, Instant now, long driftSeconds, Duration sinceAccepted) {
    return around(totp, now, driftSeconds, driftMax(totp, sinceAccepted));
  }

  /** As far as a token is ever followed: the outer window of one that was never used. */
  public static Window widest(Totp totp, Instant now, long driftSeconds) {
    return around(totp, now, driftSeconds, REACH_MAX.toSeconds());
  }

  /** One step alone. */
  public static Window only(long step) {
    return new Window(step, step, step);
  }

  /** With the step before the first, too. */
  public Window oneEarlier() {
    return new Window(first - 1, last, centre);
  }

  public boolean contains(long step) {
    return first <= step && step <= last;
  }

  public long distance(long step) {
    return Math.abs(step - centre);
  }

  /** In seconds: one step and what a quartz can do in this time, at most {@link #REACH_MAX}. */
  static long driftMax(Totp totp, Duration sinceAccepted) {
    double years = Math.max(0, sinceAccepted.toSeconds()) / YEAR_SECONDS;
    long reach = totp.stepSeconds() + (long) (years * QUARTZ_SECONDS_A_YEAR);
    return Math.min(reach, REACH_MAX.toSeconds());
  }

  private static Window around(Totp totp, Instant now, long driftSeconds, long reachSeconds) {
    long shown = now.getEpochSecond() + driftSeconds;
    return new Window(
        totp.stepAt(shown - reachSeconds), totp.stepAt(shown + reachSeconds), totp.stepAt(shown));
  }
}
