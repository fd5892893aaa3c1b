package dev.kagimori.stock.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PaceTest {
  private final List<Long> pauses = new ArrayList<>();
  private long now;
  private final Pace pace = new Pace(() -> now, pauses::add);

  /** What a chunk took, and how many decisions the audit has counted after it. */
  private void step(long millis, long decided) {
    now += TimeUnit.MILLISECONDS.toNanos(millis);
    pace.step(decided, TimeUnit.MILLISECONDS.toNanos(millis));
  }

  @Test
  void itBeginsInSmallStepsUntilItIsKnownThatNobodyElseDecides() {
    assertEquals(50, pace.chunk());
    step(10, 7);
    step(150, 7);
    assertEquals(50, pace.chunk());
    step(60, 7);
    assertEquals(1_000, pace.chunk());
    assertEquals(List.of(50_000_000L, 250_000_000L), pauses);
  }

  @Test
  void whileOthersDecideItPausesForASecondAfterTheLastOfThem() {
    step(10, 7);
    step(300, 7);
    assertEquals(1_000, pace.chunk());
    step(4, 8);
    assertEquals(50, pace.chunk());
    step(990, 8);
    assertEquals(50, pace.chunk());
    step(20, 8);
    assertEquals(1_000, pace.chunk());
    assertEquals(List.of(50_000_000L, 20_000_000L, 250_000_000L), pauses);
  }
}
