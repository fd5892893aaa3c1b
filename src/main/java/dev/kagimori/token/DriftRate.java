package dev.kagimori.token;

import java.time.Duration;
import java.time.Instant;

/**
 * How fast a token's clock runs away, since its maker's measurement (F4).
 *
 * <p>A code tells the clock to half a step, so that a rate means something only after as long as a
 * runaway clock takes for a whole step: 35 days with 30 seconds.
 *
 * @param ppm microseconds a second; positive: it runs fast
 * @param isTold whether the time is long enough for it to mean something
 */
public record DriftRate(double ppm, boolean isTold) {
  /**
   * Beyond it a clock runs away, and a reset is due: a good quartz stays within ± 2 minutes a year,
   * which is 3.8 ppm.
   */
  public static final double RUNAWAY_PPM = 10;

  static DriftRate of(Token token, int deliveredDrift, Instant delivered, Instant accepted) {
    double seconds = Duration.between(delivered, accepted).toMillis() / 1000.0;
    double ppm = (token.driftSeconds() - deliveredDrift) / seconds * 1e6;
    return new DriftRate(ppm, seconds >= token.totp().stepSeconds() / RUNAWAY_PPM * 1e6);
  }

  /** As people are told it: to a tenth. */
  public double rounded() {
    return rounded(ppm);
  }

  /** A rate to a tenth. */
  public static double rounded(double ppm) {
    return Math.round(ppm * 10) / 10.0;
  }
}
