package dev.kagimori.stock.print;

/**
 * How labels lie on an A4 sheet (210 × 297 mm, upright); all lengths in millimetres.
 *
 * @param columns 1 or more, side by side
 * @param rows 1 or more
 * @param width of a label, 50 or more
 * @param height of a label, 30 or more
 * @param left from the sheet's edge to the first label
 * @param top from the sheet's edge to the first label
 * @param gapX between columns
 * @param gapY between rows
 */
public record LabelSheet(
    int columns,
    int rows,
    double width,
    double height,
    double left,
    double top,
    double gapX,
    double gapY) {
  static final double A4_WIDTH = 210;
  static final double A4_HEIGHT = 297;

  /** 24 labels of 70 × 37 mm without gaps, as Avery 3474 and its like. */
  public static final LabelSheet A4_24 = new LabelSheet(3, 8, 70, 37, 0, 0.5, 0, 0);

  private static final double WIDTH_MIN = 50;
  private static final double HEIGHT_MIN = 30;
  private static final double ROUNDING = 1e-6;

  public LabelSheet {
    if (columns < 1 || rows < 1) {
      throw new IllegalArgumentException("a sheet has 1 column and 1 row or more");
    }
    if (!(width >= WIDTH_MIN && height >= HEIGHT_MIN)) {
      throw new IllegalArgumentException("a label has 50 × 30 mm or more");
    }
    if (!(left >= 0 && top >= 0 && gapX >= 0 && gapY >= 0)) {
      throw new IllegalArgumentException("margins and gaps are 0 mm or more");
    }
    double right = left + columns * width + (columns - 1) * gapX;
    double bottom = top + rows * height + (rows - 1) * gapY;
    if (!(right <= A4_WIDTH + ROUNDING && bottom <= A4_HEIGHT + ROUNDING)) {
      throw new IllegalArgumentException("the labels do not fit on A4, 210 × 297 mm");
    }
  }

  /** Labels a page. */
  public int perPage() {
    return columns * rows;
  }

  /** Where the label lies that is the n-th of its page, from 0, row by row. */
  double x(int n) {
    return left + n % columns * (width + gapX);
  }

  double y(int n) {
    int row = n / columns;
    return top + row * (height + gapY);
  }
}
