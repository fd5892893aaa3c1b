package dev.kagimori.institution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kagimori.institution.Make.Kind;
import dev.kagimori.institution.Wait.Night;
import dev.kagimori.institution.Wait.Step;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WaitTest {
  private static final Wait NEXT_DAY =
      new Wait(Set.of(Kind.SOFTWARE), Step.SET_UP, true, Duration.ZERO, null);

  @ParameterizedTest
  @DisplayName("A6, B6: the next calendar day in Japan begins at midnight, at month and year ends")
  @CsvSource({
    "2026-11-21T23:59:59+09:00, 2026-11-22T00:00:00+09:00",
    "2026-11-22T00:00:00+09:00, 2026-11-23T00:00:00+09:00",
    "2026-11-30T12:00:00+09:00, 2026-12-01T00:00:00+09:00",
    "2026-12-31T23:59:59+09:00, 2027-01-01T00:00:00+09:00",
    "2028-02-28T08:00:00+09:00, 2028-02-29T00:00:00+09:00"
  })
  void theNextDayBeginsAtMidnight(String ended, String over) {
    assertEquals(at(over), NEXT_DAY.over(at(ended)));
  }

  @ParameterizedTest
  @DisplayName("D8: 30 minutes, and within 20:50-08:10 until 08:10, at the exact edges")
  @CsvSource({
    "2026-11-21T12:00:00+09:00, 2026-11-21T12:30:00+09:00",
    "2026-11-21T20:49:59+09:00, 2026-11-21T21:19:59+09:00",
    "2026-11-21T20:50:00+09:00, 2026-11-22T08:10:00+09:00",
    "2026-11-21T23:59:59+09:00, 2026-11-22T08:10:00+09:00",
    "2026-11-22T00:00:00+09:00, 2026-11-22T08:10:00+09:00",
    "2026-11-22T08:05:00+09:00, 2026-11-22T08:10:00+09:00",
    "2026-11-22T08:09:59+09:00, 2026-11-22T08:10:00+09:00",
    "2026-11-22T08:10:00+09:00, 2026-11-22T08:40:00+09:00",
    "2026-11-30T21:00:00+09:00, 2026-12-01T08:10:00+09:00",
    "2026-12-31T20:50:00+09:00, 2027-01-01T08:10:00+09:00"
  })
  void theNightHoldsUntilMorning(String ended, String over) {
    assertEquals(at(over), night(true, false, false).over(at(ended)));
  }

  @ParameterizedTest
  @DisplayName(
      "D8: whether each end belongs to the night, and the 30 minutes count in it, are terms")
  @CsvSource({
    "2026-11-21T20:50:00+09:00, false, false, false, 2026-11-21T21:20:00+09:00",
    "2026-11-21T20:50:01+09:00, false, false, false, 2026-11-22T08:10:00+09:00",
    "2026-11-22T08:10:00+09:00, true, true, false, 2026-11-22T08:10:00+09:00",
    "2026-11-22T08:10:00+09:00, true, true, true, 2026-11-22T08:40:00+09:00",
    "2026-11-22T08:05:00+09:00, true, false, true, 2026-11-22T08:35:00+09:00",
    "2026-11-22T07:00:00+09:00, true, false, true, 2026-11-22T08:10:00+09:00"
  })
  void theEdgesAreTerms(
      String ended, boolean fromIncluded, boolean untilIncluded, boolean pauseToo, String over) {
    assertEquals(at(over), night(fromIncluded, untilIncluded, pauseToo).over(at(ended)));
  }

  @ParameterizedTest
  @DisplayName("A6: the wait is of app tokens alone; a fob's issue is not held back")
  @CsvSource({"SOFTWARE, SET_UP, true", "SOFTWARE, ISSUE, false", "HARDWARE, SET_UP, false"})
  void onlyTheKindAndStepThatAreNamedWait(Kind kind, Step step, boolean waits) {
    var ended = new User.Ended(at("2026-11-21T12:00:00+09:00"), User.Ended.By.STOP);
    var running =
        new Waits(NEXT_DAY, null)
            .running(ended, kind, step, at("2026-11-21T23:59:59+09:00"))
            .map(Waits.Running::rule);
    assertEquals(waits ? Optional.of("waits.afterStop") : Optional.empty(), running);
  }

  private static Wait night(boolean fromIncluded, boolean untilIncluded, boolean pauseToo) {
    var night =
        new Night(LocalTime.of(20, 50), LocalTime.of(8, 10), fromIncluded, untilIncluded, pauseToo);
    return new Wait(Set.of(Kind.SOFTWARE), Step.ISSUE, false, Duration.ofMinutes(30), night);
  }

  private static Instant at(String text) {
    return Instant.parse(text);
  }
}
