package dev.kagimori.station.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kagimori.fob.device.Fob;
import dev.kagimori.testkit.RunningKagimori;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A key that is not the right one for a rack is found out before any fob is pressed. */
interface WrongKeys {
  RunningKagimori kagimori();

  Path folder();

  @Test
  default void anotherInstitutionsKeyPressesNothing() throws Exception {
    var owner = new Bench(kagimori(), folder(), 8);
    var other = new Bench(kagimori(), folder(), 9);
    assertRefused(other, owner.deliver(30), other.bank().id());
  }

  @Test
  default void theKeyOfNoStockKeeperPressesNothing() throws Exception {
    var bench = new Bench(kagimori(), folder(), 10, "TELLER");
    assertRefused(bench, bench.deliver(5), "STOCK_KEEPER");
  }

  @Test
  default void aKeyThatNobodyHasIsToldInEachLanguageByItself() throws Exception {
    var bench = new Bench(kagimori(), folder(), 11);
    Files.writeString(bench.keyFile(), "nobodys-key");
    assertRefused(bench, bench.deliver(2), "UNAUTHENTICATED");
  }

  private void assertRefused(Bench bench, List<Fob> fobs, String named) throws Exception {
    var before = presses(fobs);
    try (var rack = bench.rack(fobs, folder().resolve("key-" + bench.bank().id()), Bench.FAST)) {
      var refused =
          assertThrows(
              DeskException.class, () -> bench.check(rack, Bench.FAST, kagimori().uri(), _ -> {}));
      for (var text : List.of(String.valueOf(refused.getMessage()), refused.japanese()))
        assertTrue(text.contains("--key-file") && text.contains(named), text);
      assertFalse(japanese(String.valueOf(refused.getMessage())), refused.getMessage());
      assertTrue(japanese(refused.japanese()), refused.japanese());
    }
    assertEquals(before, presses(fobs));
  }

  private static boolean japanese(String text) {
    return text.codePoints().anyMatch(c -> c >= 0x3000);
  }

  private static List<Integer> presses(List<Fob> fobs) {
    return fobs.stream().map(fob -> fob.battery().presses()).toList();
  }
}
