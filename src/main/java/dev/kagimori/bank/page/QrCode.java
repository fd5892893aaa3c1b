package dev.kagimori.bank.page;

import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;

/**
 * A QR code (ISO/IEC 18004, level M) as a path of SVG, in modules, with its quiet zone.
 *
 * @param size how many modules it is wide and high
 */
public record QrCode(int size, String path) {
  private static final int QUIET = 4;

  static QrCode of(String text) {
    var matrix = matrix(text);
    var path = new StringBuilder();
    for (int y = 0; y < matrix.getHeight(); y++) row(matrix, y, path);
    return new QrCode(matrix.getWidth() + 2 * QUIET, path.toString());
  }

  private static void row(ByteMatrix matrix, int y, StringBuilder path) {
    int x = 0;
    while (x < matrix.getWidth()) {
      int from = x;
      while (x < matrix.getWidth() && matrix.get(x, y) == 1) x++;
      int dark = x - from;
      if (dark > 0) path.append("M%d %dh%dv1h-%dz".formatted(from + QUIET, y + QUIET, dark, dark));
      else x++;
    }
  }

  private static ByteMatrix matrix(String text) {
    try {
      return Encoder.encode(text, ErrorCorrectionLevel.M).getMatrix();
    } catch (WriterException e) {
      throw new IllegalArgumentException("an address of at most some hundred characters", e);
    }
  }
}
