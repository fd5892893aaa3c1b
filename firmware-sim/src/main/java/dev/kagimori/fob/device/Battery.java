package dev.kagimori.fob.device;

import java.time.Duration;
import java.time.Instant;

/**
 * A cell for about 8,000 presses or 5 years, whichever ends first (F3).
 *
 * @param fresh when it was new
 * @param presses so far, 0…8,000
 */
public record Battery(Instant fresh, int presses) {
  public static final int PRESSES_MAX = 8_000;
  public static final Duration LIFE = Duration.ofDays(5 * 365 + 1);
  private static final int LOW_PERCENT = 10;

  public Battery {
    if (presses < 0 || presses > PRESSES_MAX) {
      throw new IllegalArgumentException("presses must be 0…" + PRESSES_MAX + ", not " + presses);
    }
  }

  /**
   * A cell of which so much is left, in the middle of that per cent, so that a press or a day does
   * not change what is told.
   *
   * @param percent 0 (empty) to 100 (new)
   */
  public static Battery left(int percent, Instant now) {
    if (percent < 0 || percent > 100) {
      throw new IllegalArgumentException("percent must be 0…100, not " + percent);
    }
    int perPercent = PRESSES_MAX / 100;
    return switch (percent) {
      case 0 -> new Battery(now, PRESSES_MAX);
      case 100 -> new Battery(now, 0);
      default -> new Battery(now, (100 - percent) * perPercent - perPercent / 2);
    };
  }

  /** What is left, 0…100, rounded down. */
  public int percent(Instant now) {
    double byAge = Math.max(0, (double) Duration.between(fresh, now).toMillis() / LIFE.toMillis());
    double byUse = (double) presses / PRESSES_MAX;
    return (int) Math.max(0, Math.floor(100 - 100 * Math.max(byAge, byUse)));
  }

  boolean low(Instant now) {
    return percent(now) < LOW_PERCENT;
  }

  boolean tooOld(Instant now) {
    return !now.isBefore(fresh.plus(LIFE));
  }

  boolean worn() {
    return presses == PRESSES_MAX;
  }

  Battery pressed() {
    return new Battery(fresh, presses + 1);
  }
}
