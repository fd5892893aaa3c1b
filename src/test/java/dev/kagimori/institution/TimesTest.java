package dev.kagimori.institution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class TimesTest {
  private static final Instant WHOLE = Instant.parse("2026-11-21T01:00:07Z");

  @Test
  void whatWasDoneIsToldToTheSecondBefore() {
    assertEquals("2026-11-21T10:00:07+09:00", Times.text(WHOLE.plusMillis(999)));
  }

  @Test
  void whatMayBeDoneFromThenOnIsNeverToldTooEarly() {
    assertEquals("2026-11-21T10:00:07+09:00", Times.earliest(WHOLE));
    assertEquals("2026-11-21T10:00:08+09:00", Times.earliest(WHOLE.plusNanos(1)));
    assertEquals("2026-11-21T10:00:08+09:00", Times.earliest(WHOLE.plusMillis(999)));
  }
}
