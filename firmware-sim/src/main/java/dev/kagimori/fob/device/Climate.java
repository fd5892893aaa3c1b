package dev.kagimori.fob.device;

/**
 * The temperature in which a fob lives: a mean with a yearly and a daily swing, warmest in early
 * August and at three in the afternoon (Tokyo).
 *
 * @param meanCelsius −20…60
 * @param yearlyCelsius half the swing between winter and summer, 0…30
 * @param dailyCelsius half the swing between night and day, 0…20
 */
public record Climate(double meanCelsius, double yearlyCelsius, double dailyCelsius) {
  /** A drawer that always has the temperature for which the quartz was cut. */
  public static final Climate STEADY = new Climate(Quartz.TURNOVER_CELSIUS, 0, 0);

  static final double YEAR_SECONDS = 365.25 * 86_400;
  private static final double YEARLY = 2 * Math.PI / YEAR_SECONDS;
  private static final double DAILY = 2 * Math.PI / 86_400;
  // Seconds after 1970-01-01T00:00Z of one warmest moment: 5 August, and 06:00 UTC.
  private static final double WARMEST_OF_YEAR = 216 * 86_400.0;
  private static final double WARMEST_OF_DAY = 6 * 3_600.0;

  public Climate {
    require(meanCelsius, -20, 60, "meanCelsius");
    require(yearlyCelsius, 0, 30, "yearlyCelsius");
    require(dailyCelsius, 0, 20, "dailyCelsius");
  }

  /** The temperature at so many seconds after 1970. */
  double celsius(double seconds) {
    return meanCelsius
        + yearlyCelsius * Math.cos(YEARLY * (seconds - WARMEST_OF_YEAR))
        + dailyCelsius * Math.cos(DAILY * (seconds - WARMEST_OF_DAY));
  }

  /** The mean over years of (temperature − 25 °C)². */
  double meanSquare() {
    double c = meanCelsius - Quartz.TURNOVER_CELSIUS;
    return c * c + (yearlyCelsius * yearlyCelsius + dailyCelsius * dailyCelsius) / 2;
  }

  /**
   * An antiderivative of (temperature − 25 °C)², in °C² s: the square of a constant and two
   * cosines, term by term. Closed, so that five years cost as much as one second.
   */
  double squareIntegral(double seconds) {
    double c = meanCelsius - Quartz.TURNOVER_CELSIUS;
    double a = yearlyCelsius;
    double b = dailyCelsius;
    double year = YEARLY * (seconds - WARMEST_OF_YEAR);
    double day = DAILY * (seconds - WARMEST_OF_DAY);
    return meanSquare() * seconds
        + a * a * Math.sin(2 * year) / (4 * YEARLY)
        + b * b * Math.sin(2 * day) / (4 * DAILY)
        + 2 * c * a * Math.sin(year) / YEARLY
        + 2 * c * b * Math.sin(day) / DAILY
        + a
            * b
            * (Math.sin(year + day) / (YEARLY + DAILY) + Math.sin(day - year) / (DAILY - YEARLY));
  }

  private static void require(double value, double least, double most, String name) {
    if (!(value >= least && value <= most)) {
      throw new IllegalArgumentException(
          name + " must be " + least + "…" + most + ", not " + value);
    }
  }
}
