package dev.kagimori.stock.print;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Sheets of labels for fobs. */
public final class Labels {
  /** What printers leave white at a sheet's edge, with a little for a sheet that lies askew. */
  private static final double PAD = 4.5;

  private static final double MODULE_MAX = 0.35;

  /** Points, on a label of 37 mm; higher ones have larger type. */
  private static final double LARGE = 15;

  private static final double SMALL = 8;
  private static final double SMALL_MIN = 6;
  private static final double SCALE_MAX = 1.4;

  private Labels() {}

  /** How many labels one file takes: {@link PdfFile#PAGES_MAX} sheets. */
  public static int perPart(LabelSheet sheet) {
    return PdfFile.PAGES_MAX * sheet.perPage();
  }

  /**
   * Writes a PDF, labels row by row; leaves the stream open.
   *
   * @param labels 1 to {@link #perPart}
   * @throws IllegalArgumentException for none, or more
   * @throws IOException when the stream fails; what it holds then is no PDF
   */
  public static void write(OutputStream out, LabelSheet sheet, List<Label> labels)
      throws IOException {
    int pages = Math.ceilDiv(labels.size(), sheet.perPage());
    PdfFile.write(
        out,
        "Labels",
        "ja",
        pages,
        (page, canvas, face) -> {
          int from = page * sheet.perPage();
          int to = Math.min(labels.size(), from + sheet.perPage());
          for (int i = from; i < to; i++) {
            int n = i - from;
            draw(canvas, face, labels.get(i), sheet, sheet.x(n), sheet.y(n));
          }
        });
  }

  /** QR code at the left, text beside it, bars below over the whole width. */
  private static void draw(
      Canvas canvas, Face face, Label label, LabelSheet sheet, double left, double top)
      throws IOException {
    double x = left + PAD;
    double y = top + PAD;
    double width = sheet.width() - 2 * PAD;
    double height = sheet.height() - 2 * PAD;
    double bars = height * 0.3;
    double qr = height - bars - 1.5;
    double scale = Math.min(SCALE_MAX, sheet.height() / LabelSheet.A4_24.height());

    Symbols.qr(canvas, label.serial(), x, y, qr);
    double textX = x + qr + 1.5;
    double textWidth = width - qr - 1.5;
    double large = face.fitting(label.serial(), LARGE * scale, SMALL, textWidth);
    canvas.bold(label.serial(), large, textX, y + qr * 0.32);
    line(canvas, face, label.place(), SMALL * scale, textX, y + qr * 0.62, textWidth);
    line(canvas, face, label.reference(), SMALL * scale, textX, y + qr * 0.9, textWidth);
    Symbols.code128(canvas, label.serial(), x, y + height - bars, width, bars, MODULE_MAX);
  }

  private static void line(
      Canvas canvas, Face face, String text, double size, double x, double y, double width)
      throws IOException {
    var printable = face.printable(text);
    double points = face.fitting(printable, size, SMALL_MIN, width);
    canvas.text(face.cut(printable, points, width), points, x, y);
  }
}
