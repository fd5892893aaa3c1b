package dev.kagimori.fob.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class QuartzTest {
  private static final Instant SET = Instant.parse("2026-03-01T00:00:00Z");
  private static final Duration YEAR = Duration.ofHours(8_766);

  private static double ahead(Quartz quartz, Instant now) {
    return Duration.between(now, quartz.read(SET, now)).toNanos() / 1e9;
  }

  @Test
  void deliveredFobsStayWithinTwoMinutesAYearOverFiveYears() {
    var random = new Random(4);
    for (int fob = 0; fob < 2_000; fob++) {
      var quartz = Quartz.random(random);
      double before = ahead(quartz, SET);
      for (int year = 1; year <= 5; year++) {
        double now = ahead(quartz, SET.plus(YEAR.multipliedBy(year)));
        assertTrue(Math.abs(now - before) <= 120, quartz + " in year " + year);
        before = now;
      }
    }
  }

  @Test
  void theyUseTheWholeRange() {
    var random = new Random(5);
    double most = 0;
    for (int fob = 0; fob < 500; fob++) {
      most = Math.max(most, Math.abs(ahead(Quartz.random(random), SET.plus(YEAR.multipliedBy(5)))));
    }
    assertTrue(most > 500, "farthest: " + most);
  }

  @Test
  void itRunsSlowerOnBothSidesOfTwentyFiveDegrees() {
    for (double celsius : new double[] {5, 45}) {
      var quartz = new Quartz(Duration.ZERO, 0, new Climate(celsius, 0, 0));
      // 0.035 ppm × 20² = 14 ppm slow
      assertEquals(-14e-6 * 86_400, ahead(quartz, SET.plus(Duration.ofDays(1))), 1e-6);
    }
  }

  @Test
  void theClosedFormIsTheSumOfSmallSteps() {
    var climate = new Climate(17, 8, 4);
    var quartz = new Quartz(Duration.ZERO, 2, climate);
    double summed = 0;
    long step = 600;
    for (long s = 0; s < 100 * 86_400; s += step) {
      double off = climate.celsius(SET.getEpochSecond() + s + step / 2.0) - 25;
      summed += (2 - 0.035 * off * off) * 1e-6 * step;
    }
    assertEquals(summed, ahead(quartz, SET.plus(Duration.ofDays(100))), 1e-4);
  }

  @Test
  void aFobsTimeNeverGoesBack() {
    var quartz = Quartz.random(new Random(6));
    var before = quartz.read(SET, SET);
    for (int i = 1; i < 100_000; i++) {
      var now = quartz.read(SET, SET.plusMillis(37L * i));
      assertTrue(now.isAfter(before));
      before = now;
    }
  }
}
