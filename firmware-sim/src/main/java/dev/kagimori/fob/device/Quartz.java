package dev.kagimori.fob.device;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * A fob's time base: a tuning-fork quartz, which runs at {@code ppm} off at 25 °C and slower by a
 * parabola on both sides of it.
 *
 * @param offset how far the clock was ahead when it was set, within ± 100 years
 * @param ppm millionths by which it runs fast at 25 °C, −100…100
 */
public record Quartz(Duration offset, double ppm, Climate climate) {
  /** The temperature at which a tuning-fork quartz runs fastest. */
  public static final double TURNOVER_CELSIUS = 25;

  /** What such a quartz loses per square degree from there. */
  public static final double PPM_PER_SQUARE_CELSIUS = -0.035;

  /** Two minutes a year: what fobs keep (F4). */
  public static final double PPM_MAX_PER_YEAR = 120 / Climate.YEAR_SECONDS * 1e6;

  /** Right, always. */
  public static final Quartz PERFECT = new Quartz(Duration.ZERO, 0, Climate.STEADY);

  public Quartz {
    if (offset.abs().compareTo(Duration.ofDays(36_525)) > 0) {
      throw new IllegalArgumentException("offset must be within 100 years, not " + offset);
    }
    if (!(Math.abs(ppm) <= 100)) {
      throw new IllegalArgumentException("ppm must be -100…100, not " + ppm);
    }
  }

  /** A quartz that is off by {@code perYear} after each year at 25 °C. */
  public static Quartz drifting(Duration perYear) {
    return new Quartz(
        Duration.ZERO, perYear.toMillis() / 1e3 / Climate.YEAR_SECONDS * 1e6, Climate.STEADY);
  }

  /** One as makers deliver them: within ± 2 minutes a year in its climate, set within a second. */
  public static Quartz random(RandomGenerator random) {
    var climate =
        new Climate(random.nextDouble(16, 28), random.nextDouble(2, 8), random.nextDouble(0.5, 4));
    double perYear = random.nextDouble(-0.98, 0.98) * PPM_MAX_PER_YEAR;
    double ppm = perYear - PPM_PER_SQUARE_CELSIUS * climate.meanSquare();
    return new Quartz(Duration.ofMillis(random.nextLong(-1_000, 1_001)), ppm, climate);
  }

  /** Millionths by which it runs fast at this instant, in the temperature of then. */
  public double ppm(Instant now) {
    double off = climate.celsius(seconds(now)) - TURNOVER_CELSIUS;
    return ppm + PPM_PER_SQUARE_CELSIUS * off * off;
  }

  /** The same crystal, set anew. */
  Quartz set(Duration newOffset) {
    return new Quartz(newOffset, ppm, climate);
  }

  /** What the clock says at {@code now}, if it was set at {@code set}. */
  public Instant read(Instant set, Instant now) {
    return now.plus(offset).plusNanos(Math.round(drift(set, now) * 1e9));
  }

  /** Seconds gained (or, negative, lost) between two instants. */
  private double drift(Instant set, Instant now) {
    double from = seconds(set);
    double to = seconds(now);
    double squares = climate.squareIntegral(to) - climate.squareIntegral(from);
    return (ppm * (to - from) + PPM_PER_SQUARE_CELSIUS * squares) * 1e-6;
  }

  private static double seconds(Instant instant) {
    return instant.getEpochSecond() + instant.getNano() * 1e-9;
  }
}
