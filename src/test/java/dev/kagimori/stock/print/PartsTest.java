package dev.kagimori.stock.print;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class PartsTest {
  @Test
  void theyCoverEveryItemOnce() {
    for (int items : new int[] {0, 1, 999, 1_000, 1_001, 100_000}) {
      var parts = new Parts(items, 1_000);
      int next = 0;
      for (int part = 1; part <= parts.count(); part++) {
        assertEquals(next, parts.from(part));
        next = parts.to(part);
      }
      assertEquals(items, next);
      assertThrows(IllegalArgumentException.class, () -> parts.from(parts.count() + 1));
      assertThrows(IllegalArgumentException.class, () -> parts.from(0));
    }
  }
}
