package dev.kagimori.fob.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.fob.device.Display.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class FobTest {
  private static final Instant MADE = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant NOON = Instant.parse("2026-04-01T03:00:00Z");
  private static final Seed SEED = Seed.of("12345678901234567890".getBytes(StandardCharsets.UTF_8));

  private final Fob fob = fob(Make.GM6, new Battery(MADE, 0));

  private static Fob fob(Make make, Battery battery) {
    return Fob.builder("GM12345678").make(make).seed(SEED).made(MADE).battery(battery).build();
  }

  private static Instant at(double seconds) {
    return NOON.plusNanos((long) (seconds * 1e9));
  }

  @Nested
  @DisplayName("F1: one button, an LCD of 6 or 8 digits")
  class F1 {
    @Test
    void theDisplayHasAsManyDigitsAsItsMake() {
      assertEquals(6, fob.press(NOON).text().length());
      assertEquals(8, fob(Make.TK8, new Battery(MADE, 0)).press(NOON).text().length());
    }

    @Test
    void serialNumbersOfOtherShapesAreRefused() {
      assertThrows(IllegalArgumentException.class, () -> Fob.builder("gm12345678"));
      assertThrows(IllegalArgumentException.class, () -> Fob.builder("GM123"));
      assertThrows(IllegalArgumentException.class, () -> Fob.builder("A".repeat(21)));
    }
  }

  @Nested
  @DisplayName("F2: a press shows the code for 30 s or until a second press")
  class F2 {
    @Test
    void itIsDarkUntilPressed() {
      assertEquals(Display.DARK, fob.display(NOON));
    }

    @Test
    void aPressShowsTheCurrentCode() {
      var rule = Make.GM6.rule();
      assertEquals(new Display(Kind.CODE, Totp.code(SEED, rule, NOON), Fob.LIT), fob.press(NOON));
    }

    @Test
    void itStaysThirtySecondsAndNoLonger() {
      fob.press(at(10));
      assertEquals(Kind.CODE, fob.display(at(39.999)).kind());
      assertEquals(Display.DARK, fob.display(at(40)));
    }

    @Test
    void theLitCodeDoesNotRollOverWithTheTimeStep() {
      var code = fob.press(at(20)).text();
      assertEquals(code, fob.display(at(49)).text());
      assertNotEquals(code, fob.pressForCode(at(49)));
    }

    @Test
    void aSecondPressBlanksAndAThirdShowsTheSameCodeWithinTheStep() {
      var code = fob.press(at(0)).text();
      assertEquals(Display.DARK, fob.press(at(3)));
      assertEquals(Display.DARK, fob.display(at(4)));
      assertEquals(code, fob.press(at(29.9)).text());
    }

    @Test
    void inTheNextStepItShowsTheNextCode() {
      var code = fob.press(at(0)).text();
      fob.press(at(3));
      assertNotEquals(code, fob.press(at(30)).text());
    }

    @Test
    void afterItWentDarkByItselfOnePressLightsIt() {
      fob.press(at(0));
      assertEquals(Kind.CODE, fob.press(at(31)).kind());
    }

    @Test
    void changeCountsDown() {
      fob.press(at(0));
      assertEquals(Duration.ofMillis(18_500), fob.display(at(11.5)).change());
    }

    @Test
    void pressForCodeNeverEndsDark() {
      fob.press(at(0));
      fob.pressForCode(at(1));
      assertEquals(Kind.CODE, fob.display(at(2)).kind());
    }

    @Test
    void timeThatGoesBackwardsCountsAsStandingStill() {
      fob.press(at(5));
      assertEquals(Fob.LIT, fob.display(at(4.9)).change());
    }
  }

  @Nested
  @DisplayName("F3: battery for 8,000 presses or 5 years; under 10 % a warning before the code")
  class F3 {
    @Test
    void atTenPerCentThereIsNoWarningYet() {
      assertEquals(Kind.CODE, fob(Make.GM6, new Battery(MADE, 7_199)).press(NOON).kind());
    }

    @Test
    void belowItThePressShowsTheWarningAndThenTheCodeOfThePress() {
      var low = fob(Make.GM6, new Battery(MADE, 7_200)); // the press makes it 7,201
      assertEquals(new Display(Kind.WARNING, "bAtt 09", Fob.WARNING), low.press(NOON));
      assertEquals(Kind.WARNING, low.display(at(1.999)).kind());
      var shown = low.display(at(2));
      assertEquals(Totp.code(SEED, Make.GM6.rule(), NOON), shown.text());
      assertEquals(Duration.ofSeconds(28), shown.change());
    }

    @Test
    void thePercentCountsDownToNought() {
      for (int percent = 1; percent < 10; percent++) {
        var low = fob(Make.GM6, new Battery(MADE, 8_000 - percent * 80 - 1));
        assertEquals("bAtt 0" + percent, low.press(NOON).text());
      }
      assertEquals("bAtt 00", fob(Make.GM6, new Battery(MADE, 7_998)).press(NOON).text());
    }

    @Test
    void aPressDuringTheWarningBlanks() {
      var low = fob(Make.GM6, new Battery(MADE, 7_500));
      low.press(at(0));
      assertEquals(Display.DARK, low.press(at(1)));
    }

    @Test
    void theLastPressStillShowsAndThenItIsExhausted() {
      var last = fob(Make.GM6, new Battery(MADE, 7_999));
      last.press(NOON);
      assertEquals(Kind.CODE, last.display(at(2)).kind());
      assertFalse(last.exhausted(at(29)));
      assertTrue(last.exhausted(at(30)));
      assertEquals(Display.DARK, last.press(at(31)));
      assertThrows(IllegalStateException.class, () -> last.pressForCode(at(31)));
    }

    @Test
    void unusedItLastsFiveYearsAndWarnsInTheLastHalfYear() {
      var end = MADE.plus(Battery.LIFE);
      assertEquals(Kind.CODE, fob.press(end.minus(Duration.ofDays(184))).kind());
      assertEquals("bAtt 09", fob.press(end.minus(Duration.ofDays(182))).text());
      assertTrue(fob.exhausted(end));
      assertEquals(Display.DARK, fob.press(end));
    }

    @Test
    void theWholeLifeHasEightThousandPresses() {
      int lit = 0;
      for (int press = 0; press < 9_000; press++) {
        if (fob.press(NOON.plusSeconds(60L * press)).kind() != Kind.DARK) lit++;
      }
      assertEquals(8_000, lit);
    }
  }

  @Nested
  @DisplayName("F4: the clock is the fob's own")
  class F4 {
    @Test
    void aFobThatIsAheadShowsTheNextCodeEarly() {
      var ahead =
          Fob.builder("GM12345678")
              .make(Make.GM6)
              .seed(SEED)
              .quartz(Quartz.drifting(Duration.ofMinutes(2)))
              .made(NOON.minus(Duration.ofHours(365 * 24 + 6)))
              .build();
      assertEquals(120, Duration.between(NOON, ahead.clock(NOON)).toMillis() / 1e3, 0.001);
      assertEquals(Totp.code(SEED, Make.GM6.rule(), at(121)), ahead.press(at(1)).text());
    }

    @Test
    void setUpSetsTheClockAndSealEndsIt() {
      var blank = Fob.builder("GM12345678").made(MADE).build();
      assertEquals(Display.DARK, blank.press(NOON));
      assertThrows(IllegalStateException.class, blank::seal);
      blank.setUp(SEED, Make.GM6.rule(), at(7), NOON);
      assertEquals(at(8), blank.clock(at(1)));
      blank.seal();
      assertThrows(
          IllegalStateException.class, () -> blank.setUp(SEED, Make.GM6.rule(), NOON, NOON));
    }
  }

  @Test
  void nothingSaysTheSecret() {
    var code = fob.press(NOON);
    assertFalse(code.toString().contains(code.text()));
    assertEquals("Fob(GM12345678)", fob.toString());
    assertEquals("Seed(20 bytes)", SEED.toString());
  }
}
