package dev.kagimori.stock.print;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LinesTest {
  /** Of ten full-width characters. */
  private static final double WIDTH = 10 * 10 * 25.4 / 72;

  private final PDDocument document = new PDDocument();
  private @Nullable Face opened;

  private Face face() {
    return Objects.requireNonNull(opened);
  }

  @BeforeAll
  void font() throws IOException {
    opened = Face.in(document);
  }

  @AfterAll
  void end() throws IOException {
    document.close();
  }

  private List<String> lines(String text) {
    return Lines.of(face(), face().printable(text), 10, WIDTH + 0.001);
  }

  @Test
  void wordsAreKeptWholeAndJapaneseBreaksAnywhereButAtMarks() {
    assertEquals(
        List.of("Press the button of", "the token."), lines("Press the button of the token."));
    assertEquals(List.of("一二三四五六七八九", "十。あ"), lines("一二三四五六七八九十。あ"));
    assertEquals(List.of("一二三四五六七八九", "「十」"), lines("一二三四五六七八九「十」"));
    assertEquals(List.of("一二三四五六七八", "GM26403999"), lines("一二三四五六七八GM26403999"));
    assertEquals(List.of("W".repeat(20), "W".repeat(5)), lines("W".repeat(25)));
    assertEquals(List.of(""), lines(""));
  }

  @Test
  void noLineIsTooWideAndNothingButSpaceIsLost() {
    var signs = "一二「三」、。aBc 12 -(x)…ー　𠮷";
    var random = new Random(9);
    for (int i = 0; i < 500; i++) {
      var text = new StringBuilder();
      for (int n = random.nextInt(80); n > 0; n--) {
        int at =
            signs.offsetByCodePoints(0, random.nextInt(signs.codePointCount(0, signs.length())));
        text.appendCodePoint(signs.codePointAt(at));
      }
      var printable = face().printable(text.toString());
      var lines = lines(text.toString());
      for (var line : lines) assertTrue(face().width(line, 10) <= WIDTH + 0.01, line);
      assertEquals(
          printable.replaceAll("[\\s　]", ""), String.join("", lines).replaceAll("[\\s　]", ""));
    }
  }
}
