package dev.kagimori.stock.print;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.zxing.BarcodeFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LabelsTest {
  /** 105 × 48 mm, as Avery 3424 and its like. */
  private static final LabelSheet TWELVE = new LabelSheet(2, 6, 105, 48, 0, 4.5, 0, 0);

  private static final LabelSheet OWN = new LabelSheet(2, 5, 86.4, 50.8, 18.6, 21.5, 0, 0);

  static Stream<LabelSheet> sheets() {
    return Stream.of(LabelSheet.A4_24, TWELVE, OWN);
  }

  private static List<Label> labels(int count) {
    return IntStream.range(0, count)
        .mapToObj(i ->
            new Label("GM%08d".formatted(26_403_999 + i * 7), "101 本店営業部 / B-0042", "契約 12-" + i))
        .toList();
  }

  private static byte[] pdf(LabelSheet sheet, List<Label> labels) throws IOException {
    var out = new ByteArrayOutputStream();
    Labels.write(out, sheet, labels);
    return out.toByteArray();
  }

  @ParameterizedTest
  @MethodSource("sheets")
  void everyLabelIsReadByPeopleAndByScanners(LabelSheet sheet) throws Exception {
    var labels = labels(sheet.perPage() + 2);
    try (var paper = new Paper(pdf(sheet, labels))) {
      assertEquals(2, paper.pages());
      var printed = paper.printed(0);
      var text = paper.text(0);
      for (int n = 0; n < sheet.perPage(); n++) {
        var serial = labels.get(n).serial();
        assertTrue(text.contains(serial), serial);
        var label = Paper.cut(printed, sheet.x(n), sheet.y(n), sheet.width(), sheet.height());
        assertEquals(serial, Paper.scanned(label, BarcodeFormat.QR_CODE));
        assertEquals(serial, Paper.scanned(label, BarcodeFormat.CODE_128));
      }
      assertTrue(text.contains("101 本店営業部 / B-0042"), text);
      assertTrue(text.contains("契約 12-3"), text);
      assertTrue(paper.text(1).contains(labels.getLast().serial()));
    }
  }

  @ParameterizedTest
  @MethodSource("sheets")
  void whatIsTooLongIsCutAndLeavesTheEdgesOfItsLabelWhite(LabelSheet sheet) throws Exception {
    var longest = new Label("W".repeat(20), "本店営業部".repeat(40), "W".repeat(200));
    try (var paper = new Paper(pdf(sheet, List.of(longest)))) {
      assertTrue(paper.text(0).contains("…"));
      assertFalse(paper.text(0).contains("本店営業部".repeat(8)));
      var printed = paper.printed(0);
      double edge = 4;
      double width = sheet.width();
      double height = sheet.height();
      double x = sheet.x(0);
      double y = sheet.y(0);
      assertTrue(Paper.blank(Paper.cut(printed, x, y, edge, height)), "left");
      assertTrue(Paper.blank(Paper.cut(printed, x + width - edge, y, edge, height)), "right");
      assertTrue(Paper.blank(Paper.cut(printed, x, y, width, edge)), "top");
      assertTrue(Paper.blank(Paper.cut(printed, x, y + height - edge, width, edge)), "bottom");
      var label = Paper.cut(printed, x, y, width, height);
      assertEquals(longest.serial(), Paper.scanned(label, BarcodeFormat.QR_CODE));
      assertEquals(longest.serial(), Paper.scanned(label, BarcodeFormat.CODE_128));
    }
  }

  @Test
  void whatTheFontHasNotIsPrintedAsAMissingSign() throws IOException {
    var label = new Label("GM26403999", "𓀀 支店 葛\uDB40\uDD00城", "\uD83D\uDE00");
    try (var paper = new Paper(pdf(TWELVE, List.of(label)))) {
      assertTrue(paper.text(0).contains("〓 支店 葛城"), paper.text(0));
    }
  }

  @Test
  void theFontIsEmbeddedWithTheGlyphsInUseAlone() throws IOException {
    var pdf = pdf(LabelSheet.A4_24, labels(24));
    assertTrue(pdf.length < 200_000, pdf.length + " bytes");
    try (var paper = new Paper(pdf)) {
      var resources = paper.document().getPage(0).getResources();
      for (var name : resources.getFontNames()) {
        assertTrue(resources.getFont(name).isEmbedded());
      }
    }
  }

  @Test
  void sheetsThatDoNotFitAndFilesThatAreTooLongAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new LabelSheet(3, 8, 70, 38, 0, 0.5, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> new LabelSheet(3, 8, 70, 37, 1, 0.5, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> pdf(LabelSheet.A4_24, List.of()));
    var tooMany = labels(Labels.perPart(TWELVE) + 1);
    assertThrows(IllegalArgumentException.class, () -> pdf(TWELVE, tooMany));
    assertThrows(IllegalArgumentException.class, () -> new Label("GM 1", "", ""));
    assertThrows(IllegalArgumentException.class, () -> new Label("GM000001", "a\nb", ""));
  }
}
