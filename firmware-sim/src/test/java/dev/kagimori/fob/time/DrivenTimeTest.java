package dev.kagimori.fob.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DrivenTimeTest {
  private static final Instant NOON = Instant.parse("2027-03-01T12:00:00Z");
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final DrivenTime time = new DrivenTime(NOON);

  @Test
  void itStandsStillUntilItIsTold() {
    assertEquals(NOON, time.instant());
    assertEquals(NOON.plusSeconds(1), time.pass(SECOND));
    assertEquals(NOON.plusSeconds(1), time.instant());
    assertEquals(NOON.plusSeconds(1), time.pass(Duration.ZERO));
    time.set(NOON.plusSeconds(90));
    time.set(NOON.plusSeconds(90));
    assertEquals(NOON.plusSeconds(90), time.instant());
  }

  @Test
  void itGoesBackOnlyWhereThatIsSaid() {
    assertThrows(IllegalArgumentException.class, () -> time.pass(SECOND.negated()));
    assertThrows(IllegalArgumentException.class, () -> time.set(NOON.minusNanos(1)));
    assertThrows(IllegalArgumentException.class, () -> time.turnBack(SECOND.negated()));
    assertEquals(NOON, time.instant());
    assertEquals(NOON.minusSeconds(1), time.turnBack(SECOND));
  }

  @Test
  void whatManyThreadsLetPassAddsUp() {
    IntStream.range(0, 10_000).parallel().forEach(i -> time.pass(SECOND));
    assertEquals(NOON.plusSeconds(10_000), time.instant());
  }
}
