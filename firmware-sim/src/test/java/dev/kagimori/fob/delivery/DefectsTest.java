package dev.kagimori.fob.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.fob.device.Defect;
import dev.kagimori.fob.device.Fob;
import dev.kagimori.fob.device.Fobs;
import dev.kagimori.fob.device.Make;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DefectsTest {
  private static final Instant MADE = Instant.parse("2026-01-01T00:00:00Z");

  private static List<Fob> box(int count) {
    return Fobs.random(count, Make.SIX_DIGITS, new Random(4), MADE);
  }

  @Test
  void theShareIsExactAndTheKindsTakeTurns() {
    var box = box(1_000);
    var defects = new Defects(box.size(), 3, new Random(5));
    var fobs = box.stream().map(defects::pass).toList();
    assertEquals(30, defects.found().size());
    for (var kind : Defect.values()) {
      assertEquals(10, defects.found().stream().filter(one -> one.defect() == kind).count());
    }
    var spoilt = defects.found().stream().map(Defects.Found::serial).toList();
    for (int i = 0; i < box.size(); i++) {
      if (spoilt.contains(box.get(i).serial())) continue;
      assertSame(box.get(i), fobs.get(i));
    }
    assertEquals(31, defects.csv().lines().count());
    assertTrue(defects.csv().startsWith("serial,defect\n"));
  }

  @Test
  void noneAndAllAreSharesToo() {
    for (int percent : new int[] {0, 100}) {
      var defects = new Defects(50, percent, new Random(6));
      box(50).forEach(defects::pass);
      assertEquals(percent / 2, defects.found().size());
    }
  }

  @Test
  void eachDefectShowsAtTheDesk() {
    var random = new Random(7);
    IntStream.range(0, 50)
        .forEach(i -> {
          var sound = box(50).get(i);
          var otherSeed = Defect.OTHER_SEED.in(sound, random);
          assertNotEquals(sound.seed(), otherSeed.seed());
          assertEquals(sound.serial(), otherSeed.serial());
          assertTrue(Defect.EMPTY_BATTERY.in(sound, random).exhausted(MADE));
          var wrongClock = Defect.WRONG_CLOCK.in(sound, random);
          assertEquals(sound.seed(), wrongClock.seed());
          var off = Duration.between(MADE, wrongClock.clock(MADE)).abs();
          assertTrue(off.toMinutes() >= 59, off.toString());
          assertTrue(wrongClock.sealed());
        });
  }
}
