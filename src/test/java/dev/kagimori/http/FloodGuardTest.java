package dev.kagimori.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FloodGuardTest {
  @Test
  void tenLinesASecondAreWrittenAndTheNextTellsHowManyWereNot() {
    var now = new AtomicLong();
    var guard = new FloodGuard(now::get);
    for (int i = 0; i < 10; i++) assertEquals(0, guard.enter());
    for (int i = 0; i < 25; i++) assertEquals(FloodGuard.OUT, guard.enter());
    now.addAndGet(1_000_000_000);
    assertEquals(25, guard.enter());
    assertEquals(0, guard.enter());
  }
}
