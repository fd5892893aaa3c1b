package dev.kagimori.fob.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FobsTest {
  private static final Instant MADE = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void aDeliveryHasTheMakesInTurnAndNoSerialTwice() {
    var fobs = Fobs.random(1_000, Make.ALL, new Random(1), MADE);
    assertEquals(1_000, fobs.stream().map(Fob::serial).distinct().count());
    assertEquals(
        List.of(250L, 250L, 250L, 250L),
        List.copyOf(
            fobs.stream()
                .collect(Collectors.groupingBy(Fob::model, Collectors.counting()))
                .values()));
    assertTrue(fobs.stream().allMatch(Fob::sealed));
  }

  @Test
  void serialNumbersHaveTheShapeOfTheirMake() {
    var random = new Random(2);
    assertTrue(Make.GM6.serial(random).matches("GM[0-9]{8}"));
    assertTrue(Make.SY6.serial(random).matches("SY[0-9]{8}"));
    assertTrue(Make.TK6.serial(random).matches("2V[A-Z0-9]{10}"));
  }

  @Test
  void aShapeWithTooFewNumbersIsRefusedAndNotSearchedForEver() {
    var tiny = new Make("ABCDE#", "", "", Make.GM6.rule());
    assertThrows(
        IllegalArgumentException.class, () -> Fobs.random(11, List.of(tiny), new Random(3), MADE));
  }
}
