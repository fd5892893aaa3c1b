package dev.kagimori.stock.print;

import com.google.zxing.WriterException;
import com.google.zxing.oned.Code128Writer;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import java.io.IOException;

/** Serial numbers for scanners, drawn as vectors, with the quiet zones that they need. */
final class Symbols {
  /** ISO/IEC 18004: four modules around a QR code. */
  private static final int QR_QUIET = 4;

  /** ISO/IEC 15417: ten modules on both sides of a Code 128. */
  private static final int BAR_QUIET = 10;

  private Symbols() {}

  /** A QR code, level M (ISO/IEC 18004), in a square of {@code size} with its quiet zone. */
  static void qr(Canvas canvas, String serial, double x, double y, double size) throws IOException {
    var matrix = matrix(serial);
    int modules = matrix.getWidth();
    double module = size / (modules + 2 * QR_QUIET);
    for (int row = 0; row < modules; row++) {
      int column = 0;
      while (column < modules) {
        int begin = column;
        while (column < modules && matrix.get(column, row) == 1) column++;
        if (column > begin) {
          canvas.box(
              x + (begin + QR_QUIET) * module,
              y + (row + QR_QUIET) * module,
              (column - begin) * module,
              module);
        } else {
          column++;
        }
      }
    }
    canvas.fill();
  }

  private static ByteMatrix matrix(String serial) {
    try {
      return Encoder.encode(serial, ErrorCorrectionLevel.M).getMatrix();
    } catch (WriterException e) {
      throw new IllegalStateException("a serial number fits into any QR code", e);
    }
  }

  /**
   * A Code 128 (ISO/IEC 15417) at the left of {@code width}, after its quiet zone.
   *
   * @param moduleMax how wide a bar's module may be at most
   */
  static void code128(
      Canvas canvas,
      String serial,
      double x,
      double y,
      double width,
      double height,
      double moduleMax)
      throws IOException {
    boolean[] bars = new Code128Writer().encode(serial);
    double module = Math.min(moduleMax, width / (bars.length + 2 * BAR_QUIET));
    double left = x + BAR_QUIET * module;
    int at = 0;
    while (at < bars.length) {
      int begin = at;
      while (at < bars.length && bars[at]) at++;
      if (at > begin) canvas.box(left + begin * module, y, (at - begin) * module, height);
      else at++;
    }
    canvas.fill();
  }
}
