package dev.kagimori.otp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OneTimeCodeTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "012345",
        "０１２３４５",
        " 012345",
        "012 345",
        "012-345",
        "０１２－３４５",
        "012　345",
        "012ー345",
        "0 1 2 3 4 5",
        "\t012345"
      })
  void everySpellingOfACodeIsTheSameCode(String typed) {
    assertEquals(Optional.of("012345"), OneTimeCode.parse(typed).map(OneTimeCode::reveal));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "12345",
        "123456789",
        "+12345",
        "12345a",
        "٠١٢٣٤٥",
        "①②③④⑤⑥",
        "1234.56",
        "12345\u0000",
        "0x1234",
        "一二三四五六"
      })
  void whatIsNotSixToEightDigitsIsNoCode(String typed) {
    assertEquals(Optional.empty(), OneTimeCode.parse(typed));
  }

  @Test
  void aCodeDoesNotShowItself() {
    var code = OneTimeCode.parse("739105").orElseThrow();
    assertFalse(code.toString().contains("739105"));
    assertFalse(Seed.of(new byte[20]).toString().contains("0000"));
  }
}
