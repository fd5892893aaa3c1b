package dev.kagimori.stock.check;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a fob has to be like to go out to a customer. */
public final class Fitness {
  /** With less left in its battery a fob is not handed out: a fifth of five years (F3). */
  public static final int BATTERY_PERCENT_MIN = 20;

  /** So far the clock of a fob that was just delivered may be off, to either side. */
  public static final long DRIFT_SECONDS_MAX = 120;

  /** So much more for each year in the books: what a good quartz may do (F4). */
  public static final long DRIFT_SECONDS_A_YEAR = 120;

  /** As far as a token's clock is followed at all. */
  private static final long DRIFT_SECONDS_EVER = 600;

  private static final double YEAR_SECONDS = 365.25 * 86_400;

  private Fitness() {}

  /**
   * How far the clock may be off, in seconds, to either side.
   *
   * @param delivered when it came into the books; null: not known
   */
  static long driftMax(@Nullable Instant delivered, Instant now) {
    if (delivered == null || !delivered.isBefore(now)) return DRIFT_SECONDS_MAX;
    double years = Duration.between(delivered, now).toSeconds() / YEAR_SECONDS;
    return Math.min(DRIFT_SECONDS_EVER, DRIFT_SECONDS_MAX + (long) (years * DRIFT_SECONDS_A_YEAR));
  }
}
