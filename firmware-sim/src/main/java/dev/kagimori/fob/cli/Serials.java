package dev.kagimori.fob.cli;

import dev.kagimori.fob.device.SerialNumber;
import java.io.IOException;
import java.util.Locale;

/** Serial numbers as people type them. */
final class Serials {
  private Serials() {}

  static String from(String typed) throws IOException {
    var serial = typed.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
    if (!SerialNumber.isValid(serial)) {
      throw new IOException(
          "シリアル番号は英数字 6～20 桁です / a serial number is 6 to 20 letters and digits: " + typed);
    }
    return serial;
  }
}
