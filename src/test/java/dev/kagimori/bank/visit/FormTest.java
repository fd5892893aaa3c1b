package dev.kagimori.bank.visit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.MultiMap;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "ヤマダ　ハナコ",
        "ﾔﾏﾀﾞ ﾊﾅｺ",
        "カ）ミナトデンキ",
        "山田・スミス",
        "海山銀行 本店",
        "O’Brien & Co., Ltd.",
        "株式会社７－７"
      })
  void aNameIsTakenAsItWasTyped(String typed) {
    var form = form(typed);
    assertEquals(typed, form.name("name", "受取人名", "payee's name"));
    assertEquals(List.of(), form.notices());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ヤマダ\u202Eコナハ",
        "ヤマ\u200Bダ",
        "ヤマダ\u2028ハナコ",
        "ヤマダ😀",
        "ヤマダ\uE000",
        "ヤマダ\uD83D",
        "<b>ヤマダ"
      })
  void aNameThatCouldDeceiveOnTheConfirmationPageIsRefusedAtItsField(String typed) {
    var form = form(typed);
    assertEquals("", form.name("name", "受取人名", "payee's name"));
    assertEquals(List.of("name"), form.notices().stream().map(Notice::field).toList());
  }

  private static Form form(String typed) {
    return new Form(MultiMap.caseInsensitiveMultiMap().add("name", typed));
  }
}
