package dev.kagimori.stock.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ChosenTest {
  @Test
  void theSerialNumbersOfAShorterPrefixReachBehindThoseOfALongerOne() {
    for (var prefixes : List.of(List.of("S", "SY"), List.of("SY", "S"))) {
      var chosen = new Chosen(prefixes, List.of());
      assertEquals("S", chosen.lowest());
      assertTrue("SZ00000001".compareTo(chosen.highest()) < 0, chosen::highest);
    }
  }

  @Test
  void whatIsLongerThanASerialNumberHasNone() {
    var prefix = "SY0000000000000000000X";
    assertEquals(prefix, new Chosen(List.of(prefix), List.of()).highest());
    assertEquals("", new Chosen(List.of(), List.of()).highest());
  }
}
