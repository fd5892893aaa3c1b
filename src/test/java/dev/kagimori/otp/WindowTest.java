package dev.kagimori.otp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WindowTest {
  private static final Totp TOTP = Totp.of(Algorithm.SHA1, 6, 30);
  private static final Instant NOW = Instant.parse("2026-11-21T03:00:07Z");
  private static final long STEP = TOTP.stepAt(NOW);

  @Test
  void theInnerWindowIsOneStepToEachSide() {
    assertEquals(new Window(STEP - 1, STEP + 1, STEP), Window.inner(TOTP, NOW, 0));
  }

  @Test
  void theInnerWindowIsCentredOnTheDrift() {
    assertEquals(new Window(STEP + 2, STEP + 4, STEP + 3), Window.inner(TOTP, NOW, 90));
    assertEquals(new Window(STEP - 4, STEP - 2, STEP - 3), Window.inner(TOTP, NOW, -90));
  }

  @Test
  void justAfterAnAcceptanceTheOuterWindowIsTheInnerOne() {
    assertEquals(Window.inner(TOTP, NOW, 12), Window.outer(TOTP, NOW, 12, Duration.ofSeconds(-3)));
  }

  @Test
  void theOuterWindowGrowsByWhatAQuartzDrifts() {
    var year = Window.outer(TOTP, NOW, 0, Duration.ofDays(366));
    assertEquals(TOTP.stepAt(NOW.minusSeconds(150)), year.first());
    assertEquals(TOTP.stepAt(NOW.plusSeconds(150)), year.last());
  }

  @Test
  void noWindowIsWiderThanTenMinutesToEachSide() {
    var old = Window.outer(TOTP, NOW, 0, Duration.ofDays(40 * 366));
    assertEquals(Window.widest(TOTP, NOW, 0), old);
    assertEquals(40, old.last() - old.first());
  }

  @Test
  void theFirstCodeTellsTheDriftToHalfAStep() {
    assertEquals(8, Drift.first(TOTP, NOW, STEP), "seven seconds into the step");
    assertEquals(68, Drift.first(TOTP, NOW, STEP + 2));
    assertEquals(-22, Drift.first(TOTP, NOW, STEP - 1));
  }

  @Test
  void aCodeMinutesLaterMovesTheDriftOnlyByWhatTheEstimateCanNotExplain() {
    var minutes = Duration.ofMinutes(5);
    assertEquals(8, Drift.learn(TOTP, NOW, 8, STEP, minutes));
    assertEquals(-10, Drift.learn(TOTP, NOW, -20, STEP, minutes));
    assertEquals(18, Drift.learn(TOTP, NOW, 8, STEP + 1, minutes));
  }

  @Test
  void whoTypesAsLateAsIsAcceptedTwiceIsAcceptedPromptlyToo() {
    var at = Instant.ofEpochSecond(TOTP.beginOf(STEP));
    for (int second = 0; second < TOTP.stepSeconds(); second++) {
      var now = at.plusSeconds(second);
      long drift = 0;
      for (int late = 0; late < 2; late++) {
        long last = Window.inner(TOTP, now, drift).first();
        drift = Drift.learn(TOTP, now, drift, last, Duration.ofMinutes(1));
      }
      assertTrue(Window.inner(TOTP, now, drift).contains(STEP), "at second " + second);
    }
  }

  @Test
  void theDriftStaysWithinTenMinutesWhateverIsAccepted() {
    var random = new Random(7);
    long drift = 0;
    var at = NOW;
    for (int i = 0; i < 100_000; i++) {
      var since = Duration.ofSeconds(random.nextInt(40_000_000));
      at = at.plus(since);
      var outer = Window.outer(TOTP, at, drift, since);
      long step = outer.first() + random.nextInt((int) (outer.last() - outer.first()) + 1);
      long next = Drift.learn(TOTP, at, drift, step, since);
      assertTrue(Math.abs(next) <= 600);
      assertTrue(Math.abs(next - drift) <= 10 + 120 * since.toSeconds() / 31_557_600);
      drift = next;
    }
  }
}
