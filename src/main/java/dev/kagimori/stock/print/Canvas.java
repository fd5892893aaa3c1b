package dev.kagimori.stock.print;

import java.io.IOException;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;

/** An A4 page; lengths in millimetres from its upper left corner, sizes of type in points. */
final class Canvas implements AutoCloseable {
  private static final float POINTS_PER_MM = (float) (72 / 25.4);

  private final Face face;
  private final PDPageContentStream content;

  Canvas(PDDocument document, Face face) throws IOException {
    this.face = face;
    var page = new PDPage(PDRectangle.A4);
    document.addPage(page);
    content = new PDPageContentStream(document, page);
  }

  /** Printable text from {@code x}, its base line at {@code y}. */
  void text(String text, double points, double x, double y) throws IOException {
    text(text, points, x, y, RenderingMode.FILL);
  }

  /** The same, bolder. */
  void bold(String text, double points, double x, double y) throws IOException {
    content.setLineWidth((float) points / 40);
    text(text, points, x, y, RenderingMode.FILL_STROKE);
  }

  private void text(String text, double points, double x, double y, RenderingMode mode)
      throws IOException {
    if (text.isEmpty()) return;
    content.beginText();
    content.setRenderingMode(mode);
    content.setFont(face.font(), (float) points);
    content.newLineAtOffset(across(x), up(y));
    content.showText(text);
    content.endText();
  }

  /** Adds a rectangle to what {@link #fill} fills. */
  void box(double x, double y, double width, double height) throws IOException {
    content.addRect(
        across(x), up(y + height), (float) width * POINTS_PER_MM, (float) height * POINTS_PER_MM);
  }

  void fill() throws IOException {
    content.fill();
  }

  /** A thin frame. */
  void frame(double x, double y, double width, double height) throws IOException {
    content.setLineWidth(0.5f);
    box(x, y, width, height);
    content.stroke();
  }

  private static float across(double x) {
    return (float) x * POINTS_PER_MM;
  }

  private static float up(double y) {
    return PDRectangle.A4.getHeight() - (float) y * POINTS_PER_MM;
  }

  @Override
  public void close() throws IOException {
    content.close();
  }
}
