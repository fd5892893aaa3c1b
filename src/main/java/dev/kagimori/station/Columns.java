package dev.kagimori.station;

import java.util.ArrayList;
import java.util.List;

/** Text in columns, also where Japanese characters take two places. */
final class Columns {
  private static final String GAP = "  ";

  private Columns() {}

  /** A cell and the side it leans to. */
  record Cell(String text, boolean right) {
    static Cell left(String text) {
      return new Cell(text, false);
    }

    static Cell right(String text) {
      return new Cell(text, true);
    }

    private String padded(int width) {
      String space = " ".repeat(Math.max(0, width - Columns.width(text)));
      return right ? space + text : text + space;
    }
  }

  /**
   * One line a row.
   *
   * @param rows all of the same length
   * @param widthMin of each column
   */
  static List<String> align(List<List<Cell>> rows, int... widthMin) {
    var widths = widthMin.clone();
    for (var row : rows) {
      for (int i = 0; i < row.size(); i++) {
        widths[i] = Math.max(widths[i], width(row.get(i).text()));
      }
    }
    var lines = new ArrayList<String>(rows.size());
    for (var row : rows) {
      var cells = new ArrayList<String>(row.size());
      for (int i = 0; i < row.size(); i++) cells.add(row.get(i).padded(widths[i]));
      lines.add(String.join(GAP, cells).stripTrailing());
    }
    return lines;
  }

  /** Places on a terminal; everything from the CJK radicals on counts as wide. */
  private static int width(String text) {
    return text.codePoints().map(c -> c >= 0x2E80 ? 2 : 1).sum();
  }
}
