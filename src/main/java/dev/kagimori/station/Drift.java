package dev.kagimori.station;

import java.time.Duration;

/**
 * A fob's clock against the station's.
 *
 * @param ahead the fob's minus the station's; negative: the fob is slow
 * @param uncertainty at most so far from the truth, to either side
 */
public record Drift(Duration ahead, Duration uncertainty) {
  /** In seconds, to the millisecond. */
  public double aheadSeconds() {
    return ahead.toMillis() / 1000.0;
  }
}
