package dev.kagimori.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("E10: serial numbers as customers type them")
class SerialNumberTest {
  @Test
  void sixToEightDigitsAloneCouldBeACode() {
    for (var code : new String[] {"492039", "4920391", "49203912"})
      assertTrue(new SerialNumber(code).couldBeCode(), code);
    for (var serial : new String[] {"492039123", "GM492039", "49203A"})
      assertFalse(new SerialNumber(serial).couldBeCode(), serial);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2V0716016FK2",
        "2v0716016fk2",
        "２Ｖ０７１６０１６ＦＫ２",
        "２ｖ０７１６０１６ｆｋ２",
        "2V07 1601 6FK2",
        "2V07-1601-6FK2",
        "２Ｖ０７　１６０１－６ＦＫ２",
        " 2V0716016FK2 ",
        "2V07ー1601ー6FK2"
      })
  void everySpellingIsTheSameSerialNumber(String typed) {
    assertEquals(Optional.of("2V0716016FK2"), SerialNumber.parse(typed).map(SerialNumber::value));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "*", "%", "GM_000001", "GM0000%1", "GM01", "ＧＭ０００００００１鍵", "GM0000000\n1;"})
  void whatCanBeNoSerialNumberIsNone(String typed) {
    assertEquals(Optional.empty(), SerialNumber.parse(typed));
  }
}
