package dev.kagimori.stock.print;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.zxing.BarcodeFormat;
import dev.kagimori.mail.Language;
import dev.kagimori.mail.Letterhead;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LettersTest {
  static final Letterhead.Part JA =
      new Letterhead.Part(
          Language.JA, "みらい銀行", "みらい銀行 トークン・ヘルプデスク", "0120-000-000", "平日 9:00～17:00（祝日を除く）");
  static final Letterhead.Part EN =
      new Letterhead.Part(
          Language.EN,
          "Mirai Bank",
          "Mirai Bank token help desk",
          "0120-000-000",
          "Mon-Fri 9:00-17:00");
  static final LocalDate DATE = LocalDate.of(2026, 11, 24);
  static final LocalDate UNTIL = LocalDate.of(2027, 1, 31);

  static Letter letter(String serial) {
    return new Letter(
        List.of("〒100-0001", "東京都千代田区千代田 1-1", "株式会社 髙﨑商店", "髙﨑 葛子 様"),
        "契約番号 12-345678",
        serial,
        "SY22209272",
        UNTIL);
  }

  static byte[] pdf(Letterhead.Part from, List<Letter> letters) throws IOException {
    var out = new ByteArrayOutputStream();
    Letters.write(out, from, DATE, letters);
    return out.toByteArray();
  }

  private static String unbroken(String text) {
    return text.replaceAll("\\s+", "");
  }

  @Test
  void aJapaneseLetterTellsHowAndUntilWhen() throws Exception {
    try (var paper = new Paper(pdf(JA, List.of(letter("GM26403999"), letter("2VUSVCJULDUP"))))) {
      assertEquals(2, paper.pages());
      var text = unbroken(paper.text(0));
      for (var told :
          List.of(
              "みらい銀行",
              "髙﨑葛子様",
              "契約番号12-345678",
              "2026年11月24日（火）",
              "GM26403999",
              "末尾9272",
              "2027年1月31日（日）",
              "平日9:00～17:00（祝日を除く）",
              "0120-000-000")) {
        assertTrue(text.contains(told), told + " in " + text);
      }
      assertFalse(text.contains("SY22209272") || text.contains("{") || text.contains("〓"), text);
      assertTrue(unbroken(paper.text(1)).contains("2VUSVCJULDUP"));
    }
  }

  @Test
  void anEnglishLetterTellsTheSame() throws Exception {
    try (var paper = new Paper(pdf(EN, List.of(letter("GM26403999"))))) {
      var text = unbroken(paper.text(0));
      assertTrue(text.contains("stillstopsworkingafterSunday,31January2027"), text);
      assertTrue(text.contains("MiraiBanktokenhelpdesk"), text);
    }
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void theSerialNumberIsReadByScanners(Language language) throws Exception {
    try (var paper =
        new Paper(pdf(language == Language.JA ? JA : EN, List.of(letter("8TABCDEFGHIJ"))))) {
      var printed = paper.printed(0);
      assertEquals("8TABCDEFGHIJ", Paper.scanned(printed, BarcodeFormat.QR_CODE));
      assertEquals("8TABCDEFGHIJ", Paper.scanned(printed, BarcodeFormat.CODE_128));
    }
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void theLongestTextsStayInsideTheMarginsOfOnePage(Language language) throws Exception {
    var name = "長い名前の銀行".repeat(28);
    var from =
        new Letterhead.Part(language, name, "W".repeat(200), "0".repeat(40), "時間".repeat(90));
    var line = "東京都千代田区千代田".repeat(20);
    var longest =
        new Letter(
            List.of(line, line, line, line, line, line),
            "W".repeat(200),
            "W".repeat(20),
            "GM26403999",
            UNTIL);
    try (var paper = new Paper(pdf(from, List.of(longest)))) {
      assertEquals(1, paper.pages());
      var printed = paper.printed(0);
      assertTrue(Paper.blank(Paper.cut(printed, 0, 0, 20, 297)), "left");
      assertTrue(Paper.blank(Paper.cut(printed, 190, 0, 20, 297)), "right");
      assertTrue(Paper.blank(Paper.cut(printed, 0, 0, 210, 15)), "top");
      assertTrue(Paper.blank(Paper.cut(printed, 0, 283, 210, 14)), "bottom");
      assertEquals("W".repeat(20), Paper.scanned(printed, BarcodeFormat.QR_CODE));
    }
  }

  @Test
  void aValueWithBracesIsPrintedAsItIs() throws IOException {
    var from = new Letterhead.Part(Language.EN, "{serial} $1 \\ Bank", "desk", "1", "2");
    try (var paper = new Paper(pdf(from, List.of(letter("GM26403999"))))) {
      assertTrue(paper.text(0).contains("banking with {serial} $1 \\ Bank."), paper.text(0));
    }
  }

  @Test
  void noneAndTooManyAndLettersThatWillNotDoAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> pdf(JA, List.of()));
    var tooMany = Collections.nCopies(Letters.PER_PART + 1, letter("GM26403999"));
    assertThrows(IllegalArgumentException.class, () -> pdf(JA, tooMany));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new Letter(List.of("a", "b", "c", "d", "e", "f", "g"), "", "GM1111", "GM2222", UNTIL));
    assertThrows(
        IllegalArgumentException.class, () -> new Letter(List.of(), "", "gm1111", "GM2222", UNTIL));
    assertThrows(IllegalStateException.class, () -> LetterText.parse("x", "title\n{fob} {seed}"));
  }
}
