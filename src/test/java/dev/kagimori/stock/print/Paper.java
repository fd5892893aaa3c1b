package dev.kagimori.stock.print;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.MultiFormatReader;
import com.google.zxing.NotFoundException;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;

/** A PDF as a reader, a printer and a scanner have it. */
final class Paper implements AutoCloseable {
  private static final int DPI = 300;

  private final PDDocument document;

  Paper(byte[] pdf) throws IOException {
    document = Loader.loadPDF(pdf);
  }

  int pages() {
    return document.getNumberOfPages();
  }

  /** From 0. */
  String text(int page) throws IOException {
    var stripper = new PDFTextStripper();
    stripper.setStartPage(page + 1);
    stripper.setEndPage(page + 1);
    return stripper.getText(document);
  }

  BufferedImage printed(int page) throws IOException {
    return new PDFRenderer(document).renderImageWithDPI(page, DPI);
  }

  PDDocument document() {
    return document;
  }

  /** Millimetres of a printed page, cut out. */
  static BufferedImage cut(BufferedImage page, double x, double y, double width, double height) {
    int left = pixels(x);
    int top = pixels(y);
    int right = Math.min(page.getWidth(), pixels(x + width));
    int bottom = Math.min(page.getHeight(), pixels(y + height));
    return page.getSubimage(left, top, right - left, bottom - top);
  }

  private static int pixels(double millimetres) {
    return (int) Math.round(millimetres / 25.4 * DPI);
  }

  /** What a scanner for that symbology reads. */
  static String scanned(BufferedImage image, BarcodeFormat format) throws NotFoundException {
    int width = image.getWidth();
    int height = image.getHeight();
    var source =
        new RGBLuminanceSource(width, height, image.getRGB(0, 0, width, height, null, 0, width));
    var hints =
        Map.of(DecodeHintType.POSSIBLE_FORMATS, List.of(format), DecodeHintType.TRY_HARDER, true);
    var reader = new MultiFormatReader();
    return reader.decode(new BinaryBitmap(new HybridBinarizer(source)), hints).getText();
  }

  /** Whether nothing is printed there. */
  static boolean blank(BufferedImage image) {
    for (int y = 0; y < image.getHeight(); y++)
      for (int x = 0; x < image.getWidth(); x++)
        if ((image.getRGB(x, y) & 0xFF) < 200) return false;
    return true;
  }

  @Override
  public void close() throws IOException {
    document.close();
  }
}
